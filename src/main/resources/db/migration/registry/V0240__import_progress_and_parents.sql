-- How far an import is that is being applied. Written apart from the import's own transaction, so that others see it
-- meanwhile. The newest row counts; STOPPED says that nothing was changed after all.
create table registry_import_progress (
    id        uuid primary key default uuidv7(),
    import_id uuid not null references registry_import,
    state     text not null check (state in ('RUNNING', 'STOPPED')),
    done      int not null check (done >= 0),
    of_all    int not null check (of_all >= done),
    at        timestamptz not null default chosei_now()
);
create index registry_import_progress_newest on registry_import_progress (import_id, id desc);
call protect_table('registry_import_progress');
create policy staff_all on registry_import_progress to ${app}
    using ((select scope_staff())) with check ((select scope_staff()));
grant select, insert on registry_import_progress to ${app};

-- A table names parents too, also when the operator brings it.
create policy operator_read on organisation_parent for select to ${app}
    using ((select scope_purpose()) = 'operator');
create policy operator_add on organisation_parent for insert to ${app}
    with check ((select scope_purpose()) = 'operator');
