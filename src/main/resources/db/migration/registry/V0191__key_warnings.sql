-- What organisations were warned of, each thing once: that a proved key ends, and that one can no longer be used.
create table key_warning (
    id              uuid primary key default uuidv7(),
    key_id          uuid not null,
    organisation_id uuid not null,
    stage           text not null check (stage in ('DAYS_30', 'DAYS_7', 'DAYS_1', 'UNFIT')),
    ends_at         timestamptz,
    reason          text check (reason in ('EXPIRED', 'REVOKED', 'WEAK', 'CANNOT_ENCRYPT')),
    warned_at       timestamptz not null default chosei_now(),
    foreign key (key_id, organisation_id) references contact_key (id, organisation_id),
    unique nulls not distinct (key_id, stage, ends_at, reason),
    check ((stage = 'UNFIT') = (reason is not null)),
    check (stage = 'UNFIT' or ends_at is not null)
);
create index key_warning_organisation on key_warning (organisation_id);
call protect_table('key_warning');
create policy staff_read on key_warning for select to ${app} using ((select scope_staff()));
create policy own_read on key_warning for select to ${app} using (organisation_id = (select scope_organisation()));
create policy watch_all on key_warning to ${app}
    using ((select scope_purpose()) = 'mail-out') with check ((select scope_purpose()) = 'mail-out');
grant select, insert on key_warning to ${app};
