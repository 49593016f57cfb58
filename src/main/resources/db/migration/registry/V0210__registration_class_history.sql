-- The class limits what a vendor may receive; every change of it is a row, so that it is known for any instant. Staff decide
-- and say why; the organisation may read it.
create table registration_class_change (
    id              uuid primary key default uuidv7(),
    organisation_id uuid not null references organisation,
    was             text not null check (was in ('GENERAL', 'INDIVIDUAL')),
    became          text not null check (became in ('GENERAL', 'INDIVIDUAL')),
    reason          uuid not null references sealed_item,
    changed_at      timestamptz not null default chosei_now(),
    changed_by      text not null default scope_actor(),
    check (was <> became)
);
create index registration_class_change_order on registration_class_change (organisation_id, id);
call protect_table('registration_class_change');
create policy definer on registration_class_change for select to current_user using (true);
create policy staff_all on registration_class_change to ${app}
    using ((select scope_staff())) with check ((select scope_staff()));
create policy own_read on registration_class_change for select to ${app}
    using (organisation_id = (select scope_organisation()));
create policy purpose_read on registration_class_change for select to ${app}
    using ((select scope_purpose()) in ('mail-in', 'mail-out', 'publication'));
grant select, insert on registration_class_change to ${app};
grant update (registration_class) on organisation to ${app};
