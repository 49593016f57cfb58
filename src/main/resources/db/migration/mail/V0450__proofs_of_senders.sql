-- What was proved of an arrived mail's sender, three facts apart: the domain, the key, the address. Kept when it arrives,
-- because keys leave DNS soon after they were used. registered_by and key_owner name organisations as they were then.
create table mail_sender_proof (
    mail_id         uuid primary key references incoming_mail,
    from_domain     text not null,
    domain_outcome  text not null check (domain_outcome in ('PROVED', 'NOT_PROVED', 'UNKNOWN')),
    domain_why      text not null,
    domain_policy   text,
    arc             text not null,
    arc_sealers     text[] not null,
    domain_at       timestamptz not null,
    signature       text not null,
    signature_key   text,
    key_owner       uuid,
    registered_by   uuid,
    checked_at      timestamptz not null default chosei_now()
);
call protect_table('mail_sender_proof');
create policy staff_read on mail_sender_proof for select to ${app} using ((select scope_staff()));
create policy routing_all on mail_sender_proof to ${app}
    using ((select scope_purpose()) = 'mail-in') with check ((select scope_purpose()) = 'mail-in');
grant select, insert, update on mail_sender_proof to ${app};

create table mail_dkim_result (
    mail_id   uuid not null references incoming_mail,
    position  int not null,
    domain    text not null,
    selector  text not null,
    result    text not null,
    aligned   boolean not null,
    primary key (mail_id, position)
);
call protect_table('mail_dkim_result');
create policy staff_read on mail_dkim_result for select to ${app} using ((select scope_staff()));
create policy routing_all on mail_dkim_result to ${app}
    using ((select scope_purpose()) = 'mail-in') with check ((select scope_purpose()) = 'mail-in');
grant select, insert, update on mail_dkim_result to ${app};
