-- By what vendors are sought for a case: products, purl, CPE and keywords, one a line, sealed; the newest row holds. Beside it
-- stands whose registered products it found, without saying which.
create table case_scope (
    id          uuid primary key,
    case_id     uuid not null references coordination_case,
    sought      uuid not null references sealed_item,
    recorded_at timestamptz not null default chosei_now(),
    recorded_by text not null default scope_actor()
);
create index case_scope_newest on case_scope (case_id, id desc);
call protect_table('case_scope');
create policy staff_all on case_scope to ${app} using ((select scope_staff())) with check ((select scope_staff()));
create policy sending_read on case_scope for select to ${app} using ((select scope_purpose()) = 'mail-out');
grant select, insert on case_scope to ${app};

create table case_scope_vendor (
    scope_id        uuid not null references case_scope,
    organisation_id uuid not null references organisation,
    primary key (scope_id, organisation_id)
);
call protect_table('case_scope_vendor');
create policy staff_all on case_scope_vendor to ${app} using ((select scope_staff())) with check ((select scope_staff()));
create policy sending_read on case_scope_vendor for select to ${app} using ((select scope_purpose()) = 'mail-out');
grant select, insert on case_scope_vendor to ${app};

-- Vendors that a person of the staff chooses together. Kept as rows: who was added and removed, and by whom.
create table vendor_group (
    id         uuid primary key,
    name       uuid not null references sealed_item,
    made_at    timestamptz not null default chosei_now(),
    made_by    text not null default scope_actor(),
    ended_at   timestamptz
);
call protect_table('vendor_group');
create policy own_all on vendor_group to ${app}
    using ((select scope_staff()) and made_by = (select scope_actor()))
    with check ((select scope_staff()) and made_by = (select scope_actor()));
grant select, insert, update (ended_at) on vendor_group to ${app};

create table vendor_group_member (
    group_id        uuid not null references vendor_group,
    organisation_id uuid not null references organisation,
    primary key (group_id, organisation_id)
);
call protect_table('vendor_group_member');
create policy own_all on vendor_group_member to ${app}
    using ((select scope_staff()) and exists (select from vendor_group g where g.id = group_id))
    with check ((select scope_staff()) and exists (select from vendor_group g where g.id = group_id));
grant select, insert on vendor_group_member to ${app};

-- Why a vendor was suggested, as codes; and what a person said of the choice.
alter table wave_selection add column suggested text[] not null default '{}';
create table selection_note (
    id              uuid primary key,
    wave_id         uuid not null references wave,
    case_id         uuid not null references coordination_case,
    -- null speaks of the selection as a whole
    organisation_id uuid references organisation,
    words           uuid not null references sealed_item,
    noted_at        timestamptz not null default chosei_now(),
    noted_by        text not null default scope_actor()
);
create index selection_note_wave on selection_note (wave_id, id);
call protect_table('selection_note');
create policy staff_all on selection_note to ${app} using ((select scope_staff())) with check ((select scope_staff()));
grant select, insert on selection_note to ${app};
