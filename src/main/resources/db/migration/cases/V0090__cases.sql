-- The last number given out, for each prefix and year.
create table case_numbering (
    prefix text not null,
    year   int not null,
    last   int not null,
    primary key (prefix, year)
);
call protect_table('case_numbering');
create policy staff_all on case_numbering to ${app} using ((select scope_staff())) with check ((select scope_staff()));
grant select, insert, update on case_numbering to ${app};

-- Facts are plain; the words (title, product, summary) are sealed for the staff audience. What vendors read is a notice.
create table coordination_case (
    id               uuid primary key,
    number           text not null unique,
    tlp              text not null check (tlp in ('RED', 'AMBER_STRICT', 'AMBER', 'GREEN', 'CLEAR')),
    title            uuid not null references sealed_item,
    product          uuid not null references sealed_item,
    summary          uuid not null references sealed_item,
    opened_at        timestamptz not null default chosei_now(),
    opened_by        text not null default scope_actor()
);
call protect_table('coordination_case');
create policy staff_read on coordination_case for select to ${app} using ((select scope_staff()));
create policy visible_read on coordination_case for select to ${app} using (id in (select visible_cases()));
create policy purpose_read on coordination_case for select to ${app}
    using ((select scope_purpose()) in ('mail-in', 'mail-out', 'publication', 'health'));
create policy staff_add on coordination_case for insert to ${app} with check ((select scope_staff()));
grant select, insert on coordination_case to ${app};

-- Numbers that others gave the case: staff know all of them, vendors those that the notice tells.
create table case_alias (
    id       uuid primary key default uuidv7(),
    case_id  uuid not null references coordination_case,
    value    text not null,
    given_by uuid not null,
    added_at timestamptz not null default chosei_now(),
    unique (case_id, value)
);
call protect_table('case_alias');
create policy staff_all on case_alias to ${app} using ((select scope_staff())) with check ((select scope_staff()));
create policy routing_read on case_alias for select to ${app} using ((select scope_purpose()) = 'mail-in');
grant select, insert on case_alias to ${app};

create table participant (
    id              uuid primary key default uuidv7(),
    case_id         uuid not null references coordination_case,
    organisation_id uuid not null,
    role            text not null check (role in ('originator', 'vendor')),
    joined_at       timestamptz not null default chosei_now(),
    unique (case_id, organisation_id, role)
);
create index participant_organisation on participant (organisation_id, case_id);
call protect_table('participant');
create policy staff_all on participant to ${app} using ((select scope_staff())) with check ((select scope_staff()));
create policy own_read on participant for select to ${app}
    using (organisation_id = (select scope_organisation()) and case_id in (select visible_cases()));
create policy purpose_read on participant for select to ${app}
    using ((select scope_purpose()) in ('mail-out', 'publication'));
grant select, insert on participant to ${app};

create table vulnerability (
    id       uuid primary key,
    case_id  uuid not null references coordination_case,
    ordinal  int not null,
    cve      text check (cve ~ '^CVE-[0-9]{4}-[0-9]{4,}$'),
    unique (case_id, ordinal),
    unique (id, case_id)
);
call protect_table('vulnerability');
create policy staff_all on vulnerability to ${app} using ((select scope_staff())) with check ((select scope_staff()));
create policy visible_read on vulnerability for select to ${app} using (case_id in (select visible_cases()));
create policy publication_read on vulnerability for select to ${app} using ((select scope_purpose()) = 'publication');
grant select, insert, update (cve) on vulnerability to ${app};

-- What vendors said, in the order they said it; the newest row holds.
create table vulnerability_status (
    id               uuid primary key,
    case_id          uuid not null references coordination_case,
    vulnerability_id uuid not null,
    organisation_id  uuid not null,
    audience_id      uuid not null,
    status           text not null
        check (status in ('INVESTIGATING', 'AFFECTED', 'NOT_AFFECTED', 'FIXED', 'DECLINED')),
    fix_date         date,
    statement        uuid references sealed_item,
    -- names the form that was sent; sent twice it is one statement
    origin           text unique,
    stated_at        timestamptz not null default chosei_now(),
    stated_by        text not null default scope_actor(),
    foreign key (vulnerability_id, case_id) references vulnerability (id, case_id),
    foreign key (audience_id, case_id) references audience (id, case_id)
);
create index vulnerability_status_newest on vulnerability_status (case_id, organisation_id, id desc);
call protect_table('vulnerability_status');
call read_by_audience('vulnerability_status');
create policy publication_read on vulnerability_status for select to ${app}
    using ((select scope_purpose()) = 'publication');
create policy staff_add on vulnerability_status for insert to ${app} with check ((select scope_staff()));
create policy own_add on vulnerability_status for insert to ${app}
    with check (organisation_id = (select scope_organisation()) and audience_id in (select visible_audiences()));
grant select, insert on vulnerability_status to ${app};

-- The deadlines that run, each with the rule it follows.
create table case_clock (
    id        uuid primary key default uuidv7(),
    case_id   uuid not null references coordination_case,
    kind      text not null check (kind in ('details-received', 'publication-target')),
    at        timestamptz not null,
    rule      text not null,
    unique (case_id, kind)
);
call protect_table('case_clock');
create policy staff_all on case_clock to ${app} using ((select scope_staff())) with check ((select scope_staff()));
grant select, insert on case_clock to ${app};

-- Embargo terms as confirmed, in order; the zone is the one in which they were agreed. An end is a row of its own.
create table embargo_term (
    id           uuid primary key,
    case_id      uuid not null references coordination_case,
    until        timestamptz not null,
    zone         text not null,
    confirmed_at timestamptz not null default chosei_now(),
    confirmed_by text not null default scope_actor()
);
create index embargo_term_case on embargo_term (case_id, id desc);
call protect_table('embargo_term');
create policy staff_all on embargo_term to ${app} using ((select scope_staff())) with check ((select scope_staff()));
create policy visible_read on embargo_term for select to ${app} using (case_id in (select visible_cases()));
create policy purpose_read on embargo_term for select to ${app}
    using ((select scope_purpose()) in ('publication', 'mail-out'));
grant select, insert on embargo_term to ${app};

create table embargo_end (
    case_id  uuid primary key references coordination_case,
    ended_at timestamptz not null default chosei_now(),
    ended_by text not null default scope_actor(),
    reason   text not null
);
call protect_table('embargo_end');
create policy staff_all on embargo_end to ${app} using ((select scope_staff())) with check ((select scope_staff()));
create policy visible_read on embargo_end for select to ${app} using (case_id in (select visible_cases()));
create policy purpose_all on embargo_end to ${app}
    using ((select scope_purpose()) in ('publication', 'mail-out')) with check ((select scope_purpose()) = 'publication');
grant select, insert on embargo_end to ${app};

-- Consent to an embargo: here the standing consent of a signed NDA, which cites its version and the policy's.
create table embargo_consent (
    id              uuid primary key default uuidv7(),
    case_id         uuid not null references coordination_case,
    term_id         uuid not null references embargo_term,
    organisation_id uuid not null,
    basis           text not null check (basis in ('standing')),
    nda_version     int not null,
    policy_version  int not null,
    given_at        timestamptz not null default chosei_now(),
    unique (term_id, organisation_id)
);
call protect_table('embargo_consent');
create policy staff_all on embargo_consent to ${app} using ((select scope_staff())) with check ((select scope_staff()));
create policy own_read on embargo_consent for select to ${app}
    using (organisation_id = (select scope_organisation()) and case_id in (select visible_cases()));
grant select, insert on embargo_consent to ${app};
