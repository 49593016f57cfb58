-- Whether contacts are still right: who was asked, who answered, which addresses mail came back from.

-- A drill asks contacts of many organisations at once to answer: their teams only, or every one that has an address.
create table contact_drill (
    id         uuid primary key,
    roles      text not null check (roles in ('TEAM', 'ALL')),
    started_at timestamptz not null default chosei_now(),
    started_by text not null default scope_actor()
);
call protect_table('contact_drill');
create policy staff_all on contact_drill to ${app} using ((select scope_staff())) with check ((select scope_staff()));
grant select, insert on contact_drill to ${app};

create table contact_drill_step (
    id       uuid primary key,
    drill_id uuid not null references contact_drill,
    step     text not null check (step in ('REMINDED', 'ENDED')),
    at       timestamptz not null default chosei_now(),
    taken_by text not null default scope_actor()
);
create index contact_drill_step_drill on contact_drill_step (drill_id, at);
create unique index contact_drill_step_end on contact_drill_step (drill_id) where step = 'ENDED';
call protect_table('contact_drill_step');
create policy staff_all on contact_drill_step to ${app}
    using ((select scope_staff())) with check ((select scope_staff()));
grant select, insert on contact_drill_step to ${app};

-- A contact is asked: in a drill, or because nobody has confirmed the organisation's contacts for long (drill_id is null).
create table contact_ask (
    id              uuid primary key,
    organisation_id uuid not null references organisation,
    role            text not null check (role in ('TEAM', 'PRIMARY', 'DEPUTY', 'OUT_OF_HOURS')),
    drill_id        uuid references contact_drill,
    email           text not null,
    asked_at        timestamptz not null default chosei_now(),
    asked_by        text not null default scope_actor(),
    unique (id, organisation_id),
    unique (drill_id, organisation_id, role)
);
create index contact_ask_organisation on contact_ask (organisation_id, asked_at desc);
call protect_table('contact_ask');
create policy staff_all on contact_ask to ${app} using ((select scope_staff())) with check ((select scope_staff()));
create policy own_read on contact_ask for select to ${app} using (organisation_id = (select scope_organisation()));
create policy upkeep_all on contact_ask to ${app}
    using ((select scope_purpose()) = 'upkeep') with check ((select scope_purpose()) = 'upkeep');
grant select, insert on contact_ask to ${app};

-- The link of one mail; of its token only the hash is kept. The id is the letter's too. Its own organisation sees no link.
create table contact_link (
    id              uuid primary key,
    ask_id          uuid not null,
    organisation_id uuid not null,
    token_hash      bytea not null unique,
    sent_at         timestamptz not null default chosei_now(),
    sent_by         text not null default scope_actor(),
    expires_at      timestamptz not null,
    foreign key (ask_id, organisation_id) references contact_ask (id, organisation_id)
);
create index contact_link_ask on contact_link (ask_id);
call protect_table('contact_link');
create policy staff_all on contact_link to ${app} using ((select scope_staff())) with check ((select scope_staff()));
create policy upkeep_all on contact_link to ${app}
    using ((select scope_purpose()) = 'upkeep') with check ((select scope_purpose()) = 'upkeep');
grant select, insert on contact_link to ${app};

-- Somebody said that the contacts are right: through a link, as the responsible person on the page, or staff of one contact
-- after they made sure. A link's question is answered once.
create table contact_confirmation (
    id              uuid not null,
    organisation_id uuid not null references organisation,
    how             text not null check (how in ('LINK', 'PAGE', 'VERIFIED')),
    role            text check (role in ('TEAM', 'PRIMARY', 'DEPUTY', 'OUT_OF_HOURS')),
    ask_id          uuid unique,
    at              timestamptz not null default chosei_now(),
    confirmed_by    text not null default scope_actor(),
    primary key (organisation_id, id),
    foreign key (ask_id, organisation_id) references contact_ask (id, organisation_id),
    check ((how = 'LINK') = (ask_id is not null)),
    check ((how = 'VERIFIED') = (role is not null))
);
create index contact_confirmation_organisation on contact_confirmation (organisation_id, at desc);
call protect_table('contact_confirmation');
create policy staff_read on contact_confirmation for select to ${app} using ((select scope_staff()));
create policy staff_add on contact_confirmation for insert to ${app}
    with check ((select scope_staff()) and how = 'VERIFIED');
create policy own_read on contact_confirmation for select to ${app}
    using (organisation_id = (select scope_organisation()));
create policy own_link on contact_confirmation for insert to ${app}
    with check (organisation_id = (select scope_organisation()) and (select scope_kind()) = 'organisation'
                and how = 'LINK');
create policy own_page on contact_confirmation for insert to ${app}
    with check (organisation_id = (select scope_organisation()) and (select scope_kind()) = 'person' and how = 'PAGE'
                and (select responsible_here()));
create policy upkeep_read on contact_confirmation for select to ${app} using ((select scope_purpose()) = 'upkeep');
grant select, insert on contact_confirmation to ${app};

-- Mail to a contact's address came back, or the relay refused it for good.
create table contact_bounce (
    id              uuid primary key default uuidv7(),
    organisation_id uuid not null references organisation,
    role            text not null check (role in ('TEAM', 'PRIMARY', 'DEPUTY', 'OUT_OF_HOURS')),
    email           text not null,
    reply           text not null,
    at              timestamptz not null default chosei_now(),
    noted_by        text not null default scope_actor()
);
create index contact_bounce_organisation on contact_bounce (organisation_id, role, at);
call protect_table('contact_bounce');
create policy staff_read on contact_bounce for select to ${app} using ((select scope_staff()));
create policy own_read on contact_bounce for select to ${app} using (organisation_id = (select scope_organisation()));
create policy mail_add on contact_bounce for insert to ${app}
    with check ((select scope_purpose()) in ('mail-in', 'mail-out'));
grant select, insert on contact_bounce to ${app};

create index contact_change_decision_organisation on contact_change_decision (organisation_id, at);

-- Every time at which an organisation's contacts were known to be right; whoever asks sees what those tables show him.
create view contact_confirmed with (security_invoker = true) as
    select organisation_id, min(since) as at from organisation_state group by organisation_id
    union all
    select organisation_id, at from contact_change_decision where decision = 'APPROVED'
    union all
    select organisation_id, at from contact_confirmation where how <> 'VERIFIED' or role = 'TEAM';
grant select on contact_confirmed to ${app};

-- The contacts from which mail came back, as it was at an instant: neither confirmed since, nor given another address.
create function bouncing_contacts(p_at timestamptz)
    returns table (organisation_id uuid, role text, since timestamptz, reply text) language sql stable as $$
    select distinct on (b.organisation_id, b.role) b.organisation_id, b.role, b.at, b.reply
      from contact_bounce b
     where b.at <= p_at
       and not exists (select from contact_confirmation c
                        where c.organisation_id = b.organisation_id and c.at > b.at and c.at <= p_at
                          and (c.how <> 'VERIFIED' or c.role = b.role))
       and not exists (select from contact_change h join contact_change_decision d on d.change_id = h.id
                        where h.organisation_id = b.organisation_id and h.role = b.role and d.decision = 'APPROVED'
                          and d.at > b.at and d.at <= p_at
                          and lower(h.will ->> 'email') is distinct from lower(b.email))
     order by b.organisation_id, b.role, b.at $$;

-- Chosei itself asks: it reads whom, and adds the mail.
do $$
declare
    t text;
begin
    foreach t in array array['organisation', 'organisation_state', 'contact_point', 'contact_change_decision'] loop
        execute format('create policy upkeep_read on %I for select to ${app}'
                       ' using ((select scope_purpose()) = ''upkeep'')', t);
    end loop;
end $$;
create policy upkeep_add on clear_letter for insert to ${app}
    with check ((select scope_purpose()) = 'upkeep' and template = 'CONTACTS_CONFIRM');
create policy upkeep_add on sealed_item for insert to ${app}
    with check ((select scope_purpose()) = 'upkeep' and case_id is null and organisation_id is null
                and key_id in (select mailroom_keys()));
