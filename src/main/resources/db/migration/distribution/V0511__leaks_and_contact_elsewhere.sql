-- A vendor is in contact about this case with somebody else already, such as CERT/CC: recorded so that nothing is done twice. It
-- says nothing against the vendor and no decision reads it. With whom, their number and a note are sealed.
create table contact_elsewhere (
    id              uuid primary key,
    case_id         uuid not null references coordination_case,
    organisation_id uuid not null references organisation,
    audience_id     uuid not null,
    since           date not null,
    words           uuid not null references sealed_item,
    said_by         text not null check (said_by in ('STAFF', 'VENDOR')),
    recorded_at     timestamptz not null default chosei_now(),
    recorded_by     text not null default scope_actor(),
    ended_at        timestamptz,
    ended_by        text,
    foreign key (audience_id, case_id) references audience (id, case_id),
    check ((ended_at is null) = (ended_by is null))
);
create index contact_elsewhere_case on contact_elsewhere (case_id, organisation_id);
call protect_table('contact_elsewhere');
create policy own_hand_ended_by on contact_elsewhere as restrictive for update to ${app}
    using (true) with check (ended_by is null or ended_by = (select scope_actor()));
create policy staff_all on contact_elsewhere to ${app} using ((select scope_staff()))
    with check ((select scope_staff()) and (said_by = 'STAFF' or ended_at is not null));
create policy own_read on contact_elsewhere for select to ${app}
    using (organisation_id = (select scope_organisation()) and audience_id in (select visible_audiences()));
create policy own_add on contact_elsewhere for insert to ${app}
    with check (organisation_id = (select scope_organisation()) and audience_id in (select visible_audiences())
                and said_by = 'VENDOR');
create policy own_end on contact_elsewhere for update to ${app}
    using (organisation_id = (select scope_organisation()) and audience_id in (select visible_audiences()))
    with check (organisation_id = (select scope_organisation()) and ended_at is not null);
grant select, insert, update (ended_at, ended_by) on contact_elsewhere to ${app};

-- Something leaked, the press asks, or it is used: what is done about it step by step, by whom and why.
create table leak (
    id         uuid primary key,
    case_id    uuid not null references coordination_case,
    kind       text not null check (kind in ('LEAK', 'PRESS', 'EXPLOIT')),
    noticed_at timestamptz not null,
    words      uuid not null references sealed_item,
    opened_at  timestamptz not null default chosei_now(),
    opened_by  text not null default scope_actor()
);
create index leak_case on leak (case_id, id);
call protect_table('leak');
create policy definer on leak for select to current_user using (true);
create policy staff_all on leak to ${app} using ((select scope_staff())) with check ((select scope_staff()));
grant select, insert on leak to ${app};

create table leak_step (
    id       uuid primary key,
    leak_id  uuid not null references leak,
    case_id  uuid not null references coordination_case,
    step     text not null check (step in ('FREEZE', 'ASSESS', 'NOTIFY', 'ACCELERATE')),
    outcome  text not null check (outcome in ('FROZEN', 'NOT_FROZEN', 'CONFIRMED', 'SUSPECTED', 'FALSE_ALARM', 'TOLD', 'NOT_TOLD',
                                              'ENDED', 'SHORTENED', 'FURTHER_WAVE', 'KEPT')),
    words    uuid not null references sealed_item,
    taken_at timestamptz not null default chosei_now(),
    taken_by text not null default scope_actor(),
    unique (leak_id, step)
);
create index leak_step_case on leak_step (case_id);
call protect_table('leak_step');
create policy definer on leak_step for select to current_user using (true);
create policy staff_all on leak_step to ${app} using ((select scope_staff())) with check ((select scope_staff()));
grant select, insert on leak_step to ${app};

-- From the freeze until it was decided how to go on, or that it was a false alarm.
create function leak_frozen(p_case uuid) returns boolean
    language sql stable security definer set search_path = public, pg_temp as $$
    select exists (select from leak_step f where f.case_id = p_case and f.step = 'FREEZE' and f.outcome = 'FROZEN'
                      and not exists (select from leak_step e where e.leak_id = f.leak_id
                                         and (e.step = 'ACCELERATE' or e.outcome = 'FALSE_ALARM'))) $$;
revoke all on function leak_frozen from public;

-- As before; nobody is reminded in a case that is frozen.
create or replace function asking_cases(p_after uuid, p_most int) returns setof uuid
    language sql stable security definer set search_path = public, pg_temp as $$
    select distinct w.case_id from wave w
     where w.case_id > p_after and w.visible_from <= chosei_now() and scope_purpose() = 'mail-out'
       and not exists (select from publication p where p.case_id = w.case_id and p.published_at <= chosei_now())
       and not exists (select from case_end e where e.case_id = w.case_id)
       and not leak_frozen(w.case_id)
     order by 1 limit p_most $$;
