create table distribution_policy (
    version       int primary key,
    body          text not null,
    sha256        text not null,
    in_force_from timestamptz not null default chosei_now()
);
call protect_table('distribution_policy');
create policy known_read on distribution_policy for select to ${app} using ((select scope_kind()) <> 'public');
create policy setup_add on distribution_policy for insert to ${app} with check ((select scope_purpose()) = 'setup');
grant select, insert on distribution_policy to ${app};

-- The exact words distributed: sealed canonical bytes and their hash. A correction is a further notice.
create table notice (
    id          uuid primary key,
    case_id     uuid not null references coordination_case,
    audience_id uuid not null,
    ordinal     int not null,
    body        uuid not null references sealed_item,
    sha256      text not null,
    made_at     timestamptz not null default chosei_now(),
    made_by     text not null default scope_actor(),
    foreign key (audience_id, case_id) references audience (id, case_id),
    unique (case_id, ordinal),
    unique (id, case_id)
);
call protect_table('notice');
call read_by_audience('notice');
create policy staff_add on notice for insert to ${app} with check ((select scope_staff()));
grant select, insert on notice to ${app};

create table wave (
    id             uuid primary key,
    case_id        uuid not null references coordination_case,
    notice_id      uuid not null references notice,
    policy_version int not null references distribution_policy,
    visible_from   timestamptz not null,
    planned_at     timestamptz not null default chosei_now(),
    planned_by     text not null default scope_actor()
);
create index wave_case on wave (case_id, id);
call protect_table('wave');
create policy staff_all on wave to ${app} using ((select scope_staff())) with check ((select scope_staff()));
create policy sending_read on wave for select to ${app} using ((select scope_purpose()) = 'mail-out');
grant select, insert on wave to ${app};

create table wave_cancellation (
    wave_id      uuid primary key references wave,
    cancelled_at timestamptz not null default chosei_now(),
    cancelled_by text not null default scope_actor(),
    reason       text not null
);
call protect_table('wave_cancellation');
create policy staff_all on wave_cancellation to ${app} using ((select scope_staff())) with check ((select scope_staff()));
create policy sending_read on wave_cancellation for select to ${app} using ((select scope_purpose()) = 'mail-out');
grant select, insert on wave_cancellation to ${app};

-- The selection log: for every vendor that was looked at, what the gate answered and why, and whether it was chosen.
create table wave_selection (
    wave_id         uuid not null references wave,
    case_id         uuid not null,
    organisation_id uuid not null,
    answer          text not null check (answer in ('FULL', 'PORTAL_ONLY', 'NO')),
    reasons         text[] not null,
    chosen          boolean not null,
    primary key (wave_id, organisation_id),
    check (not chosen or answer <> 'NO')
);
create index wave_selection_case on wave_selection (case_id, organisation_id);
call protect_table('wave_selection');
create policy staff_all on wave_selection to ${app} using ((select scope_staff())) with check ((select scope_staff()));
create policy sending_read on wave_selection for select to ${app} using ((select scope_purpose()) = 'mail-out');
grant select, insert on wave_selection to ${app};

-- Who was told, without content, that something waits on the portal; once for each wave, however often the job runs.
create table portal_notice (
    wave_id         uuid not null references wave,
    organisation_id uuid not null,
    told_at         timestamptz not null default chosei_now(),
    primary key (wave_id, organisation_id)
);
call protect_table('portal_notice');
create policy staff_read on portal_notice for select to ${app} using ((select scope_staff()));
create policy sending_all on portal_notice to ${app}
    using ((select scope_purpose()) = 'mail-out') with check ((select scope_purpose()) = 'mail-out');
grant select, insert on portal_notice to ${app};

create table withdrawal (
    id              uuid primary key default uuidv7(),
    case_id         uuid not null references coordination_case,
    organisation_id uuid not null,
    withdrawn_at    timestamptz not null default chosei_now(),
    withdrawn_by    text not null default scope_actor(),
    reason          text not null
);
create index withdrawal_case on withdrawal (case_id, organisation_id);
call protect_table('withdrawal');
create policy staff_all on withdrawal to ${app} using ((select scope_staff())) with check ((select scope_staff()));
grant select, insert on withdrawal to ${app};

-- Said by a person, once for each notice and organisation.
create table acknowledgement (
    id              uuid primary key default uuidv7(),
    case_id         uuid not null references coordination_case,
    notice_id       uuid not null,
    organisation_id uuid not null,
    audience_id     uuid not null,
    acknowledged_at timestamptz not null default chosei_now(),
    acknowledged_by text not null default scope_actor(),
    foreign key (notice_id, case_id) references notice (id, case_id),
    foreign key (audience_id, case_id) references audience (id, case_id),
    unique (notice_id, organisation_id)
);
create index acknowledgement_case on acknowledgement (case_id);
call protect_table('acknowledgement');
call read_by_audience('acknowledgement');
create policy own_add on acknowledgement for insert to ${app}
    with check (organisation_id = (select scope_organisation()) and audience_id in (select visible_audiences()));
grant select, insert on acknowledgement to ${app};
