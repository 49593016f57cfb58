-- What organisations are found and sorted by, derived by the application. A row that is missing or stale is made before
-- the next search, so no writer has to think of it. Trigram indexes would not be used: their operators are not leakproof,
-- so row-level security comes first; a scan of some megabytes in sort order is fast enough.
create table organisation_index (
    organisation_id uuid primary key references organisation,
    stale           boolean not null default true,
    sort_key        text not null default '',
    search_text     text not null default '',
    name_keys       text[] not null default '{}'
);
create index organisation_index_sort on organisation_index (sort_key collate "C", organisation_id);
create index organisation_index_stale on organisation_index (organisation_id) where stale;
call protect_table('organisation_index');
create policy definer on organisation_index to current_user using (true) with check (true);
create policy staff_all on organisation_index to ${app} using ((select scope_staff())) with check ((select scope_staff()));
create policy operator_all on organisation_index to ${app}
    using ((select scope_purpose()) = 'operator') with check ((select scope_purpose()) = 'operator');
grant select, insert, update (stale, sort_key, search_text, name_keys) on organisation_index to ${app};

-- A restore brings the index with it.
create function organisation_index_is_stale() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if scope_purpose() is distinct from 'backup' then
        execute format('insert into organisation_index (organisation_id) select distinct %I from changed order by 1'
                       ' on conflict (organisation_id) do update set stale = true', tg_argv[0]);
    end if;
    return null;
end $$;
revoke all on function organisation_index_is_stale from public;
create trigger index_is_stale after update on organisation
    referencing new table as changed for each statement execute function organisation_index_is_stale('id');
create trigger added_index_is_stale after insert on contact_point
    referencing new table as changed for each statement execute function organisation_index_is_stale('organisation_id');
create trigger index_is_stale after update on contact_point
    referencing new table as changed for each statement execute function organisation_index_is_stale('organisation_id');

-- A table of organisations that somebody brings in. What came by a page is kept sealed, what came by a command only as
-- its hash. Applied once and as a whole, or not at all.
create table registry_import (
    id          uuid primary key,
    file        uuid references sealed_item,
    sha256      text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    uploaded_at timestamptz not null default chosei_now(),
    uploaded_by text not null default scope_actor()
);
call protect_table('registry_import');
create table registry_import_applied (
    import_id     uuid primary key references registry_import,
    organisations int not null,
    applied_at    timestamptz not null default chosei_now(),
    applied_by    text not null default scope_actor()
);
call protect_table('registry_import_applied');
create table registry_import_row (
    import_id       uuid not null references registry_import,
    row_number      int not null,
    organisation_id uuid not null references organisation,
    primary key (import_id, row_number)
);
call protect_table('registry_import_row');

-- The operator brings in organisations and reads them back; agreements, keys and cases stay out of reach.
do $$
declare
    t text;
begin
    foreach t in array array['registry_import', 'registry_import_applied', 'registry_import_row'] loop
        execute format('create policy staff_all on %I to ${app} using ((select scope_staff()))'
                       ' with check ((select scope_staff()))', t);
        execute format('grant select, insert on %I to ${app}', t);
    end loop;
    foreach t in array array['registry_import', 'registry_import_applied', 'registry_import_row', 'organisation',
                             'organisation_state', 'contact_point'] loop
        execute format('create policy operator_read on %I for select to ${app}'
                       ' using ((select scope_purpose()) = ''operator'')', t);
        execute format('create policy operator_add on %I for insert to ${app} with check (%s)', t,
                       '(select scope_purpose()) = ''operator'''
                       || case t when 'organisation' then ' and kind <> ''COORDINATOR''' else '' end);
    end loop;
end $$;
