-- db-scheduler's table (its documented PostgreSQL schema, version 16). It holds ids and times, no content. The scheduler
-- claims rows with no scope bound, and Chosei and staff stage work; vendors see none of it.
create table scheduled_tasks (
    task_name            text not null,
    task_instance        text not null,
    task_data            bytea,
    execution_time       timestamptz not null,
    picked               boolean not null,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures int,
    last_heartbeat       timestamptz,
    version              bigint not null,
    priority             smallint,
    state                text,
    primary key (task_name, task_instance)
);
create index scheduled_tasks_due on scheduled_tasks (execution_time);
create index scheduled_tasks_heartbeat on scheduled_tasks (last_heartbeat);
call protect_table('scheduled_tasks');
create policy scheduler_all on scheduled_tasks to ${app}
    using ((select scope_kind()) is null or (select scope_kind()) = 'system')
    with check ((select scope_kind()) is null or (select scope_kind()) = 'system');
create policy staff_all on scheduled_tasks to ${app} using ((select scope_staff())) with check ((select scope_staff()));
grant select, insert, update, delete on scheduled_tasks to ${app};

-- Work that was given up after its last try. A person looks at it; nothing is dropped.
create table dead_letter (
    id        uuid primary key default uuidv7(),
    kind      text not null,
    subject   uuid not null,
    failed_at timestamptz not null default chosei_now(),
    error     text not null,
    settled_at timestamptz,
    settled_by text
);
call protect_table('dead_letter');
create policy staff_all on dead_letter to ${app} using ((select scope_staff())) with check ((select scope_staff()));
create policy system_add on dead_letter for insert to ${app} with check ((select scope_kind()) = 'system');
create policy health_read on dead_letter for select to ${app} using ((select scope_purpose()) = 'health');
grant select, insert, update (settled_at, settled_by) on dead_letter to ${app};
