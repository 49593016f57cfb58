-- What became of an encrypted mail at the further addresses of its team, which were recipients of the same transaction.
-- DEFERRED is refused for now: asked again only as long as the mail itself waits.
create table mail_delivery_further (
    delivery_id uuid not null references mail_delivery,
    case_id     uuid not null,
    address     text not null,
    state       text not null check (state in ('HANDED_OVER', 'DEFERRED', 'BOUNCED')),
    reply       text not null,
    at          timestamptz not null default chosei_now(),
    primary key (delivery_id, address)
);
create index mail_delivery_further_case on mail_delivery_further (case_id);
call protect_table('mail_delivery_further');
create policy staff_read on mail_delivery_further for select to ${app} using ((select scope_staff()));
create policy sending_all on mail_delivery_further to ${app}
    using ((select scope_purpose()) = 'mail-out') with check ((select scope_purpose()) = 'mail-out');
create policy bounce_read on mail_delivery_further for select to ${app} using ((select scope_purpose()) = 'mail-in');
create policy bounce_note on mail_delivery_further for update to ${app}
    using ((select scope_purpose()) = 'mail-in') with check ((select scope_purpose()) = 'mail-in' and state = 'BOUNCED');
grant select, insert, update (state, reply, at) on mail_delivery_further to ${app};
