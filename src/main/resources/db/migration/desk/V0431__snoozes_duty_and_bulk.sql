-- A person does not want to see a thing until an instant; it comes back by itself, or before when something new happened to
-- it (item_since). Brought back early or undone, a snooze is ended.
create table inbox_snooze (
    id              uuid primary key,
    person_id       uuid not null references person,
    organisation_id uuid not null,
    kind            text not null,
    subject         uuid not null,
    case_id         uuid references coordination_case,
    item_since      timestamptz not null,
    until           timestamptz not null,
    zone            text not null,
    reason          uuid references sealed_item,
    at              timestamptz not null default chosei_now(),
    ended_at        timestamptz
);
create index inbox_snooze_person on inbox_snooze (person_id, organisation_id, kind, subject) where ended_at is null;
call protect_table('inbox_snooze');
create policy own_read on inbox_snooze for select to ${app}
    using (person_id = (select scope_person()) and organisation_id = (select scope_organisation())
           and ((select scope_staff()) or case_id in (select visible_cases()) or case_id in (select asked_cases())));
create policy own_end on inbox_snooze for update to ${app}
    using (person_id = (select scope_person()) and organisation_id = (select scope_organisation()))
    with check (person_id = (select scope_person()) and organisation_id = (select scope_organisation()));
create policy own_add on inbox_snooze for insert to ${app}
    with check (person_id = (select scope_person()) and organisation_id = (select scope_organisation())
                and ((select scope_staff())
                     or (case_id in (select visible_cases()) or case_id in (select asked_cases()))
                        and (subject = case_id or subject in (select t.id from thread t)
                             or subject in (select p.introduction_id from introduction_party p))));
grant select, insert, update (ended_at) on inbox_snooze to ${app};

-- Who is on duty on which days, in the CSIRT's zone. What was wrong is ended, not removed.
create table duty_period (
    id        uuid primary key,
    person_id uuid not null references person,
    first_day date not null,
    last_day  date not null check (last_day between first_day and first_day + 366),
    added_at  timestamptz not null default chosei_now(),
    added_by  text not null default scope_actor(),
    ended_at  timestamptz,
    ended_by  text,
    check ((ended_at is null) = (ended_by is null))
);
create index duty_period_days on duty_period (last_day) where ended_at is null;
call protect_table('duty_period');
create policy own_hand_ended_by on duty_period as restrictive for update to ${app}
    using (true) with check (ended_by is null or ended_by = (select scope_actor()));
create policy staff_all on duty_period to ${app} using ((select scope_staff())) with check ((select scope_staff()));
grant select, insert, update (ended_at, ended_by) on duty_period to ${app};

-- What was done to several things at once: one line for each, with how it went, so that the same form sent twice is one
-- act.
create table bulk_run (
    id        uuid primary key,
    person_id uuid not null references person,
    act       text not null check (act in ('ASSIGN', 'SNOOZE', 'SETTLE', 'REMIND')),
    done_at   timestamptz not null default chosei_now(),
    undone_at timestamptz
);
call protect_table('bulk_run');
create table bulk_line (
    run_id   uuid not null references bulk_run,
    position int not null,
    kind     text not null,
    subject  uuid not null,
    case_id  uuid,
    refusal  text,
    -- what the act made (the snooze, the hand-over), and who had the case, for undoing
    made     uuid,
    before   uuid,
    primary key (run_id, position)
);
call protect_table('bulk_line');
create policy own_all on bulk_run to ${app}
    using (person_id = (select scope_person())) with check (person_id = (select scope_person()));
-- What a vendor was refused is kept without what it named: of that it may know nothing.
create policy own_read on bulk_line for select to ${app}
    using (run_id in (select id from bulk_run where person_id = (select scope_person())));
create policy own_add on bulk_line for insert to ${app}
    with check (run_id in (select id from bulk_run where person_id = (select scope_person()))
                and ((select scope_staff()) or refusal is not null and case_id is null
                         and subject = '00000000-0000-0000-0000-000000000000'
                     or (case_id in (select visible_cases()) or case_id in (select asked_cases()))
                        and (subject = case_id or subject in (select t.id from thread t)
                             or subject in (select p.introduction_id from introduction_party p))));
grant select, insert, update (undone_at) on bulk_run to ${app};
grant select, insert on bulk_line to ${app};

-- Whether single keys act for this person (WCAG 2.1.4).
alter table person add column single_keys boolean not null default true;
grant update (single_keys) on person to ${app};

-- The same time of day on so many business days later, by the holidays and closures that the acting scope may know: what
-- BusinessCalendar counts in the program, for what is sorted in the database.
create function business_days_within(p_span int, p_from timestamptz, p_days int, p_zone text, p_organisation uuid)
    returns timestamptz
    language sql stable set search_path = public, pg_temp as $$
    with closed as (
        select c.first_day, c.last_day from organisation_closure c
         where c.ended_at is null and (c.organisation_id = p_organisation
               or c.organisation_id in (select o.id from organisation o where o.kind = 'COORDINATOR'))),
    holidays as (
        select day from (select day, rank() over (partition by extract(year from day) order by import_id desc) from holiday) h
         where rank = 1),
    days as (
        select d::date as day, row_number() over (order by d) as n
          from generate_series((p_from at time zone p_zone)::date, (p_from at time zone p_zone)::date + p_span, interval '1 day') d
         where extract(isodow from d) < 6 and d::date not in (select day from holidays)
           and not exists (select from closed c where d::date between c.first_day and c.last_day)),
    first as (select day from days where n = 1)
    select case when (select day from first) = (p_from at time zone p_zone)::date
                then ((select day from days where n = p_days + 1) + (p_from at time zone p_zone)::time) at time zone p_zone
                else (select day from days where n = p_days + 1)::timestamp at time zone p_zone end $$;
-- A month is enough unless somebody is closed for long.
create function business_days_after(p_from timestamptz, p_days int, p_zone text, p_organisation uuid) returns timestamptz
    language sql stable set search_path = public, pg_temp as $$
    select coalesce(business_days_within(31, p_from, p_days, p_zone, p_organisation),
                    business_days_within(800, p_from, p_days, p_zone, p_organisation)) $$;

-- The vulnerabilities of every case that the acting organisation sees, asked for once: case_vulnerabilities answers for one.
create function visible_vulnerabilities() returns table (case_id uuid, vulnerability_id uuid)
    language sql stable security definer set search_path = public, pg_temp as $$
    select c.case_id, c.vulnerability_id from case_vulnerability c
     where c.moved_to is null and c.case_id in (select visible_cases()) $$;
revoke all on function visible_vulnerabilities from public;
grant execute on function visible_vulnerabilities to ${app};
