-- One advisory for each case. Number and file name are taken when the first draft is saved, so that two cases cannot
-- publish one file.
create table advisory (
    id        uuid primary key,
    case_id   uuid not null unique references coordination_case,
    number    text not null unique,
    file_name text not null unique,
    opened_at timestamptz not null default chosei_now(),
    opened_by text not null default scope_actor()
);
call protect_table('advisory');

-- Every saved draft, sealed for staff. Nothing is changed after it was saved: what was approved stays what it was.
create table advisory_version (
    id          uuid primary key,
    advisory_id uuid not null references advisory,
    ordinal     int not null,
    content     uuid not null references sealed_item,
    author      text not null default scope_actor(),
    made_at     timestamptz not null default chosei_now(),
    unique (advisory_id, ordinal),
    unique (id, advisory_id),
    unique (id, author)
);
call protect_table('advisory_version');

-- The author is copied here and tied to the version, so that nobody approves his own words, whatever the code does.
create table advisory_approval (
    version_id  uuid primary key,
    author      text not null,
    approver    text not null default scope_actor(),
    approved_at timestamptz not null default chosei_now(),
    foreign key (version_id, author) references advisory_version (id, author),
    constraint approver_is_not_the_author check (approver <> author)
);
call protect_table('advisory_approval');

-- The newest row holds.
create table advisory_schedule (
    id          uuid primary key,
    advisory_id uuid not null references advisory,
    version_id  uuid not null references advisory_approval,
    publish_at  timestamptz not null,
    zone        text not null,
    planned_at  timestamptz not null default chosei_now(),
    planned_by  text not null default scope_actor(),
    foreign key (version_id, advisory_id) references advisory_version (id, advisory_id)
);
create index advisory_schedule_newest on advisory_schedule (advisory_id, id desc);
call protect_table('advisory_schedule');

create table advisory_schedule_cancellation (
    schedule_id  uuid primary key references advisory_schedule,
    cancelled_at timestamptz not null default chosei_now(),
    cancelled_by text not null default scope_actor()
);
call protect_table('advisory_schedule_cancellation');

-- A schedule whose conditions were not met at its instant.
create table advisory_held_back (
    schedule_id uuid primary key references advisory_schedule,
    held_at     timestamptz not null default chosei_now(),
    reason      text not null check (reason in ('newer-version', 'embargo'))
);
call protect_table('advisory_held_back');

-- What is public: page, CSAF file and feeds are all read from this one row, so they change together. Only an approved
-- version can stand here.
create table publication (
    advisory_id  uuid primary key references advisory,
    case_id      uuid not null unique references coordination_case,
    version_id   uuid not null references advisory_approval,
    number       text not null unique,
    file_name    text not null unique,
    published_at timestamptz not null,
    updated_at   timestamptz not null,
    content      text not null,
    csaf         bytea not null,
    csaf_sha256  text not null check (csaf_sha256 = encode(sha256(csaf), 'hex')),
    check (updated_at >= published_at),
    foreign key (version_id, advisory_id) references advisory_version (id, advisory_id)
);
create index publication_newest on publication (updated_at desc, number desc);
call protect_table('publication');

create policy staff_read on advisory for select to ${app} using ((select scope_staff()));
create policy staff_add on advisory for insert to ${app}
    with check ((select scope_staff()) and opened_by = (select scope_actor()));
create policy publication_read on advisory for select to ${app} using ((select scope_purpose()) = 'publication');
grant select, insert on advisory to ${app};

create policy staff_read on advisory_version for select to ${app} using ((select scope_staff()));
create policy staff_add on advisory_version for insert to ${app}
    with check ((select scope_staff()) and author = (select scope_actor()));
create policy publication_read on advisory_version for select to ${app}
    using ((select scope_purpose()) = 'publication');
grant select, insert on advisory_version to ${app};

create policy staff_read on advisory_approval for select to ${app} using ((select scope_staff()));
create policy staff_add on advisory_approval for insert to ${app}
    with check ((select scope_staff()) and approver = (select scope_actor()));
create policy publication_read on advisory_approval for select to ${app}
    using ((select scope_purpose()) = 'publication');
grant select, insert on advisory_approval to ${app};

create policy staff_read on advisory_schedule for select to ${app} using ((select scope_staff()));
create policy staff_add on advisory_schedule for insert to ${app} with check ((select scope_staff()));
create policy publication_read on advisory_schedule for select to ${app}
    using ((select scope_purpose()) = 'publication');
grant select, insert on advisory_schedule to ${app};

create policy staff_read on advisory_schedule_cancellation for select to ${app} using ((select scope_staff()));
create policy staff_add on advisory_schedule_cancellation for insert to ${app} with check ((select scope_staff()));
create policy publication_read on advisory_schedule_cancellation for select to ${app}
    using ((select scope_purpose()) = 'publication');
grant select, insert on advisory_schedule_cancellation to ${app};

create policy staff_read on advisory_held_back for select to ${app} using ((select scope_staff()));
create policy publication_all on advisory_held_back to ${app}
    using ((select scope_purpose()) = 'publication') with check ((select scope_purpose()) = 'publication');
grant select, insert on advisory_held_back to ${app};

create policy published_read on publication for select to ${app}
    using ((select scope_kind()) is not null and published_at <= chosei_now());
create policy publication_all on publication to ${app}
    using ((select scope_purpose()) = 'publication') with check ((select scope_purpose()) = 'publication');
grant select, insert, update (version_id, updated_at, content, csaf, csaf_sha256) on publication to ${app};
