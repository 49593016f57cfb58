-- Whoever holds the receipt of a report acts in a scope of its own, which shows that report and nothing else.
create function scope_report() returns uuid language sql stable parallel safe
    as $$ select nullif(current_setting('chosei.report', true), '')::uuid $$;
create or replace function scope_actor() returns text language sql stable parallel safe
    as $$ select case scope_kind()
            when 'person' then 'person:' || scope_person()
            when 'organisation' then 'organisation:' || scope_organisation()
            when 'reporter' then 'reporter:' || scope_report()
            when 'system' then 'system:' || scope_purpose()
            when 'public' then 'public' end $$;

-- A report has a key of its own, so that one can be shredded. What its reporter may read carries report_id; what is for
-- staff alone is sealed under the same key without it.
alter table vault_key drop constraint vault_key_kind_check, drop constraint vault_key_check,
    add constraint vault_key_kind_check
        check (kind in ('case', 'organisation', 'report', 'mailroom', 'installation')),
    add constraint vault_key_check check ((kind in ('case', 'organisation', 'report')) = (subject is not null));
alter table sealed_item add column report_id uuid, add check (report_id is null or case_id is null);
create policy reporter_read on sealed_item for select to ${app} using (report_id = (select scope_report()));
create policy reporter_add on sealed_item for insert to ${app}
    with check (report_id = (select scope_report()) and case_id is null and organisation_id is null);
create policy intake_add on sealed_item for insert to ${app}
    with check ((select scope_purpose()) = 'intake' and report_id is not null and case_id is null
        and organisation_id is null);

-- The last number given out in each year. Reached by a function only: nobody has to see how many there are.
create table report_numbering (
    year int primary key,
    last int not null
);
call protect_table('report_numbering');
create policy definer on report_numbering to current_user using (true) with check (true);
create function next_report_number(p_year int) returns int
    language sql security definer set search_path = public, pg_temp as $$
    insert into report_numbering as n (year, last) values (p_year, 1)
    on conflict (year) do update set last = n.last + 1 returning last $$;
revoke all on function next_report_number from public;
grant execute on function next_report_number to ${app};

-- Reports beside mail: from anybody by the public form, from a vendor about its own product, or handed over by a receiving
-- body under its number. form is the page's, so that a second click is no second report. held: it came in a flood.
create table received_report (
    id              uuid primary key,
    form            uuid not null unique,
    reference       text not null unique,
    source          text not null check (source in ('web', 'vendor', 'body')),
    organisation_id uuid,
    language        text not null check (language in ('ja', 'en')),
    exploited       text not null check (exploited in ('yes', 'no', 'unknown')),
    published       text not null check (published in ('yes', 'no', 'unknown')),
    answers         uuid not null references sealed_item,
    address         uuid references sealed_item,
    held            boolean not null,
    body_number     text,
    body_received   date,
    body_accepted   date,
    received_at     timestamptz not null default chosei_now(),
    received_by     text not null default scope_actor(),
    check ((source = 'web') = (organisation_id is null)),
    check ((source = 'body') = (body_number is not null)),
    check ((source = 'body') = (body_received is not null)),
    check (address is null or source = 'web')
);
create unique index received_report_handed_over on received_report (organisation_id, body_number) where source = 'body';
create index received_report_organisation on received_report (organisation_id, id);
call protect_table('received_report');
create policy staff_read on received_report for select to ${app} using ((select scope_staff()));
create policy staff_add on received_report for insert to ${app} with check ((select scope_staff()) and source = 'body');
create policy reporter_read on received_report for select to ${app} using (id = (select scope_report()));
create policy own_read on received_report for select to ${app}
    using (source = 'vendor' and organisation_id = (select scope_organisation()));
create policy own_add on received_report for insert to ${app}
    with check (source = 'vendor' and organisation_id = (select scope_organisation()));
create policy intake_read on received_report for select to ${app} using ((select scope_purpose()) = 'intake');
create policy intake_add on received_report for insert to ${app}
    with check ((select scope_purpose()) = 'intake' and source = 'web');
grant select, insert on received_report to ${app};

-- The receipt's code is kept as an Argon2id hash, and no scope of a person reads even that.
create table report_receipt (
    report_id uuid primary key references received_report,
    hash      text not null
);
call protect_table('report_receipt');
create policy intake_all on report_receipt to ${app}
    using ((select scope_purpose()) = 'intake') with check ((select scope_purpose()) = 'intake');
grant select, insert on report_receipt to ${app};

create table report_receipt_session (
    hash      bytea primary key,
    report_id uuid not null references received_report,
    opened_at timestamptz not null default chosei_now(),
    ends_at   timestamptz not null,
    closed_at timestamptz
);
call protect_table('report_receipt_session');
create policy intake_all on report_receipt_session to ${app}
    using ((select scope_purpose()) = 'intake') with check ((select scope_purpose()) = 'intake');
grant select, insert, update (closed_at) on report_receipt_session to ${app};

-- What was made of a report, step by step; the last one is its state. ordinal makes of two who decide at once one.
create table report_step (
    id        uuid primary key,
    report_id uuid not null references received_report,
    ordinal   int not null,
    step      text not null check (step in ('checking', 'accepted', 'linked', 'turned-down', 'reopened', 'published')),
    exit      text check (exit in ('duplicate', 'known', 'not-a-vulnerability', 'obsolete', 'other-vendor', 'web-site',
                                   'out-of-scope', 'incomplete')),
    reason    uuid references sealed_item,
    taken_at  timestamptz not null default chosei_now(),
    taken_by  text not null default scope_actor(),
    unique (report_id, ordinal),
    check ((step = 'turned-down') = (exit is not null)),
    check ((step = 'turned-down') = (reason is not null))
);
call protect_table('report_step');
create policy staff_all on report_step to ${app} using ((select scope_staff())) with check ((select scope_staff()));
create policy reporter_read on report_step for select to ${app} using (report_id = (select scope_report()));
create policy reporter_add on report_step for insert to ${app}
    with check (report_id = (select scope_report()) and step = 'reopened');
create policy own_read on report_step for select to ${app}
    using (report_id in (select id from received_report
                          where source = 'vendor' and organisation_id = (select scope_organisation())));
create policy own_add on report_step for insert to ${app}
    with check (step = 'reopened'
        and report_id in (select id from received_report
                           where source = 'vendor' and organisation_id = (select scope_organisation())));
grant select, insert on report_step to ${app};

-- Where a step led: the case that a report belongs to, or the report that it repeats. For staff alone.
create table report_link (
    step_id      uuid primary key references report_step,
    report_id    uuid not null references received_report,
    case_id      uuid references coordination_case,
    duplicate_of uuid references received_report,
    check ((case_id is null) <> (duplicate_of is null)),
    check (duplicate_of <> report_id)
);
create unique index report_link_case on report_link (report_id) where case_id is not null;
call protect_table('report_link');
create policy staff_all on report_link to ${app} using ((select scope_staff())) with check ((select scope_staff()));
grant select, insert on report_link to ${app};

-- The talk with a reporter, and the staff's hints among themselves.
create table report_message (
    id         uuid primary key,
    report_id  uuid not null references received_report,
    form       uuid not null,
    side       text not null check (side in ('reporter', 'csirt', 'hint')),
    body       uuid not null references sealed_item,
    written_at timestamptz not null default chosei_now(),
    written_by text not null default scope_actor(),
    unique (report_id, side, form)
);
call protect_table('report_message');
create policy staff_read on report_message for select to ${app} using ((select scope_staff()));
create policy staff_add on report_message for insert to ${app}
    with check ((select scope_staff()) and side in ('csirt', 'hint'));
create policy reporter_read on report_message for select to ${app}
    using (report_id = (select scope_report()) and side <> 'hint');
create policy reporter_add on report_message for insert to ${app}
    with check (report_id = (select scope_report()) and side = 'reporter');
create policy own_read on report_message for select to ${app}
    using (side <> 'hint'
        and report_id in (select id from received_report
                           where source = 'vendor' and organisation_id = (select scope_organisation())));
create policy own_add on report_message for insert to ${app}
    with check (side = 'reporter'
        and report_id in (select id from received_report
                           where source = 'vendor' and organisation_id = (select scope_organisation())));
grant select, insert on report_message to ${app};

-- What everybody but the public may know is not for a reporter either.
alter policy known_read on distribution_policy using ((select scope_kind()) not in ('public', 'reporter'));
