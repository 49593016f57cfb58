-- What a clock needs that no other row tells: when it was started, when it ends by its rule or as it was moved, and why.
-- The newest row of a kind holds. What follows from waves, the embargo or the publication is derived and never copied.
alter table case_clock rename column at to due_at;
alter table case_clock
    add column started_at   timestamptz,
    add column rule_version int not null default 1,
    add column reason       uuid references sealed_item,
    add column set_at       timestamptz,
    add column set_by       text,
    drop constraint case_clock_kind_check,
    drop constraint case_clock_case_id_kind_key;

-- Until now two rows stood for one clock: when the details arrived, and 45 days later. They become its start and its end.
do $$
declare
    starts bigint;
    joined bigint;
    gone   bigint;
begin
    perform set_config('chosei.kind', 'system', true), set_config('chosei.purpose', 'backup', true);
    select count(*) into starts from case_clock where kind = 'details-received';
    update case_clock t set kind = 'ACCEPTANCE', started_at = s.due_at, set_at = c.opened_at, set_by = c.opened_by
      from case_clock s, coordination_case c
     where t.kind = 'publication-target' and s.kind = 'details-received' and s.case_id = t.case_id and c.id = t.case_id;
    get diagnostics joined = row_count;
    delete from case_clock where kind = 'details-received';
    get diagnostics gone = row_count;
    if joined <> starts or gone <> starts or exists (select from case_clock where kind <> 'ACCEPTANCE') then
        raise exception 'clocks: % starts, % joined, % gone', starts, joined, gone;
    end if;
    perform set_config('chosei.kind', '', true), set_config('chosei.purpose', '', true);
end $$;

alter table case_clock
    drop column rule,
    alter column started_at set not null,
    alter column set_at set not null,
    alter column set_at set default chosei_now(),
    alter column set_by set not null,
    alter column set_by set default scope_actor(),
    add constraint case_clock_kind_check check (kind in ('FIRST_CONTACT', 'ACCEPTANCE'));
create index case_clock_newest on case_clock (case_id, kind, id desc);
create policy own_hand_set_by on case_clock as restrictive for insert to ${app}
    with check (set_by = (select scope_actor()));

-- Tries to reach a vendor, each with its channel; whom and what proves it are sealed. The first starts the clock.
create table contact_attempt (
    id          uuid primary key,
    case_id     uuid not null references coordination_case,
    tried_at    timestamptz not null,
    channel     text not null check (channel in ('MAIL', 'WEB_FORM', 'PHONE', 'FAX', 'POST', 'OTHER')),
    proof       uuid not null references sealed_item,
    recorded_at timestamptz not null default chosei_now(),
    recorded_by text not null default scope_actor()
);
create index contact_attempt_case on contact_attempt (case_id, tried_at);
call protect_table('contact_attempt');
create policy staff_all on contact_attempt to ${app} using ((select scope_staff())) with check ((select scope_staff()));
grant select, insert on contact_attempt to ${app};

-- When the CVE record was published, as staff saw it: it meets the clocks that publication starts.
create table cve_record (
    case_id      uuid primary key references coordination_case,
    published_at timestamptz not null,
    recorded_at  timestamptz not null default chosei_now(),
    recorded_by  text not null default scope_actor()
);
call protect_table('cve_record');
create policy staff_all on cve_record to ${app} using ((select scope_staff())) with check ((select scope_staff()));
grant select, insert on cve_record to ${app};

-- What a person's calendar was told last, so that an event that moved gets a higher sequence number (RFC 5545, 3.8.7.4).
create table calendar_entry (
    person_id       uuid not null,
    organisation_id uuid not null,
    case_id         uuid not null references coordination_case,
    kind            text not null,
    due_at          timestamptz not null,
    sequence        int not null default 0,
    changed_at      timestamptz not null default chosei_now(),
    primary key (person_id, organisation_id, case_id, kind)
);
call protect_table('calendar_entry');
create policy own on calendar_entry to ${app}
    using (person_id = (select scope_person()) and organisation_id = (select scope_organisation())
           and ((select scope_staff()) or case_id in (select visible_cases())))
    with check (person_id = (select scope_person()) and organisation_id = (select scope_organisation())
                and ((select scope_staff()) or case_id in (select visible_cases())));
grant select, insert, update (due_at, sequence, changed_at) on calendar_entry to ${app};
