-- More ways to be reached, and who else is. version names what stands here: of a request for change, that it was seen.
alter table contact_point drop constraint contact_point_role_check;
alter table contact_point
    add check (role in ('TEAM', 'PRIMARY', 'DEPUTY', 'OUT_OF_HOURS')),
    add column fax          text not null default '',
    add column honorific    text check (honorific in ('ONCHU', 'SAMA', 'KAKUI')),
    add column office_hours text not null default '',
    add column version      uuid,
    add column verified_at  timestamptz,
    add column verified_by  text,
    add check ((verified_at is null) = (verified_by is null));
grant update (name, affiliation, title, email, phone, fax, postal_address, language, honorific, office_hours, since,
              version, verified_at, verified_by) on contact_point to ${app};
create policy own_hand_verified_by on contact_point as restrictive for update to ${app}
    using (true) with check (verified_by is null or verified_by = (select scope_actor()));

-- What an organisation asks to be changed. was and will hold a contact's fields; was is null for a new contact.
create table contact_change (
    id              uuid primary key,
    organisation_id uuid not null references organisation,
    role            text not null check (role in ('TEAM', 'PRIMARY', 'DEPUTY', 'OUT_OF_HOURS')),
    based_on        uuid,
    was             jsonb,
    will            jsonb not null,
    proposed_at     timestamptz not null default chosei_now(),
    proposed_by     text not null default scope_actor(),
    check ((based_on is null) = (was is null)),
    unique (id, organisation_id)
);
create index contact_change_organisation on contact_change (organisation_id, id desc);
call protect_table('contact_change');
create policy staff_read on contact_change for select to ${app} using ((select scope_staff()));
create policy own_read on contact_change for select to ${app}
    using (organisation_id = (select scope_organisation()));
create policy own_add on contact_change for insert to ${app}
    with check (organisation_id = (select scope_organisation()) and (select scope_kind()) = 'person');
grant select, insert on contact_change to ${app};

-- At most one row decides a change.
create table contact_change_decision (
    change_id       uuid primary key,
    organisation_id uuid not null,
    decision        text not null check (decision in ('APPROVED', 'REFUSED', 'TAKEN_BACK')),
    at              timestamptz not null default chosei_now(),
    decided_by      text not null default scope_actor(),
    reason          uuid references sealed_item,
    foreign key (change_id, organisation_id) references contact_change (id, organisation_id),
    check ((decision = 'REFUSED') = (reason is not null))
);
call protect_table('contact_change_decision');
create policy staff_read on contact_change_decision for select to ${app} using ((select scope_staff()));
create policy staff_decide on contact_change_decision for insert to ${app}
    with check ((select scope_staff()) and decision in ('APPROVED', 'REFUSED'));
create policy own_read on contact_change_decision for select to ${app}
    using (organisation_id = (select scope_organisation()));
create policy own_take_back on contact_change_decision for insert to ${app}
    with check (organisation_id = (select scope_organisation()) and decision = 'TAKEN_BACK');
grant select, insert on contact_change_decision to ${app};
