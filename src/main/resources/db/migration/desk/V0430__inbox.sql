-- What staff have to do, one row for each thing: to read a hundred thousand cases for one page would take too long. The rows
-- follow from facts that are kept elsewhere. Triggers make them anew in the transaction that changes a fact, so that no way
-- of changing one can forget it; the application cannot write them. Lost, they are made again by inbox_refresh.
create table inbox_item (
    id          uuid primary key default uuidv7(),
    kind        text not null check (kind in ('REPORT', 'RECEIVED', 'REGISTRATION', 'MAIL', 'CONTACT_CHANGE', 'DISTRIBUTE',
                    'STATUS', 'PUBLISH', 'SCHEDULED', 'HELD_BACK', 'CVE_RECORD', 'CLOSE', 'PROPOSAL', 'ANSWERS',
                    'STATUS_MAIL', 'MESSAGE', 'APPROVE')),
    -- what it is about: the case, or the report, registration, mail, change or thread
    subject     uuid not null,
    case_id     uuid references coordination_case,
    -- whether the next step is the staff's or somebody else's
    turn        text not null check (turn in ('mine', 'waiting')),
    due_at      timestamptz not null default 'infinity',
    since       timestamptz not null,
    number      int not null default 1,
    -- of a vendor's message: whose
    organisation_id uuid,
    -- who may not do it: the author of what waits for approval
    author      text,
    -- who works on the case; nobody is the id of nobody, so that both are found by one index
    assignee    uuid not null default '00000000-0000-0000-0000-000000000000',
    unique (kind, subject)
);
-- Read assignee by assignee, those of all of them too: of two indexes that differ in that alone the planner takes the wrong one.
create index inbox_item_turn on inbox_item (assignee, turn, due_at, id);
create index inbox_item_due on inbox_item (assignee, due_at, id);
create index inbox_item_approve on inbox_item (assignee, due_at, id) where kind = 'APPROVE';
create index inbox_item_case on inbox_item (case_id);
call protect_table('inbox_item');
create policy definer on inbox_item to current_user using (true) with check (true);
create policy staff_read on inbox_item for select to ${app} using ((select scope_staff()));
grant select on inbox_item to ${app};

-- The cases whose rows are made anew at the end of the running transaction; empty outside of one.
create table inbox_due (
    id      uuid primary key default uuidv7(),
    case_id uuid not null
);
call protect_table('inbox_due');
create policy definer on inbox_due to current_user using (true) with check (true);

-- Who works on a case, in order; the newest row holds, and one without a person is nobody.
create table case_assignment (
    id          uuid primary key,
    case_id     uuid not null references coordination_case,
    person_id   uuid references person,
    note        uuid references sealed_item,
    assigned_at timestamptz not null default chosei_now(),
    assigned_by text not null default scope_actor()
);
create index case_assignment_newest on case_assignment (case_id, id desc);
create index case_assignment_person on case_assignment (person_id, case_id);
call protect_table('case_assignment');
create policy definer on case_assignment for select to current_user using (true);
create policy staff_all on case_assignment to ${app} using ((select scope_staff())) with check ((select scope_staff()));
grant select, insert on case_assignment to ${app};

-- Somebody said of what was written last in a thread that it needs no answer from its side.
create table thread_settled (
    id              uuid primary key default uuidv7(),
    thread_id       uuid not null,
    case_id         uuid not null,
    audience_id     uuid not null,
    organisation_id uuid not null,
    upto            timestamptz not null,
    settled_at      timestamptz not null default chosei_now(),
    settled_by      text not null default scope_actor(),
    foreign key (thread_id, case_id, audience_id) references thread (id, case_id, audience_id)
);
create index thread_settled_thread on thread_settled (thread_id, organisation_id);
call protect_table('thread_settled');
create policy definer on thread_settled for select to current_user using (true);
create policy own_all on thread_settled to ${app}
    using (organisation_id = (select scope_organisation())
           and ((select scope_staff()) or audience_id in (select visible_audiences())))
    with check (organisation_id = (select scope_organisation())
                and ((select scope_staff()) or audience_id in (select visible_audiences())));
grant select, insert on thread_settled to ${app};

-- What the functions below read, as the owner.
do $$
declare
    t text;
begin
    foreach t in array array['case_end', 'wave', 'wave_cancellation', 'case_clock', 'embargo_event', 'embargo_term',
            'embargo_proposer', 'vulnerability_status', 'publication', 'advisory', 'advisory_version', 'advisory_approval',
            'advisory_schedule', 'advisory_schedule_cancellation', 'advisory_held_back', 'cve_record', 'status_proposal',
            'status_proposal_decision', 'thread', 'message', 'report', 'report_outcome', 'received_report', 'report_step',
            'registration', 'registration_state', 'incoming_mail', 'contact_change', 'contact_change_decision',
            'organisation'] loop
        if not exists (select from pg_policies p where p.schemaname = 'public' and p.tablename = t and p.policyname = 'definer') then
            execute format('create policy definer on %I for select to current_user using (true)', t);
        end if;
    end loop;
end $$;

-- What there is to do in these cases, from the facts. A case that goes on has one row that says how far it is. The facts of
-- a case are found by its id: without statistics the planner would read whole tables for each.
create function inbox_of(p_cases uuid[])
    returns table (kind text, subject uuid, case_id uuid, turn text, due_at timestamptz, since timestamptz, number int,
                   organisation_id uuid, author text)
    language sql stable security definer set search_path = public, pg_temp set enable_seqscan = off set enable_bitmapscan = off as $$
    with coordinator as (select o.id from organisation o where o.kind = 'COORDINATOR'),
    open as (
        select c.id, c.opened_at,
               (select min(w.visible_from) from wave w where w.case_id = c.id
                   and not exists (select from wave_cancellation x where x.wave_id = w.id)) as first_wave,
               p.published_at,
               (select min(k.due_at) from (select distinct on (kind) due_at from case_clock k
                                            where k.case_id = c.id order by kind, id desc) k) as clock_due,
               (select case when e.event = 'ACCEPT' then t.until end
                  from embargo_event e left join embargo_term t on t.id = e.term_id
                 where e.case_id = c.id and e.event in ('ACCEPT', 'TERMINATE') order by e.id desc limit 1) as embargo_until,
               a.id as advisory_id
          from coordination_case c left join publication p on p.case_id = c.id left join advisory a on a.case_id = c.id
         where c.id = any(p_cases) and not exists (select from case_end e where e.case_id = c.id)),
    stage as (
        select o.*, plan.publish_at, plan.planned_at, plan.held_at, least(o.clock_due, o.embargo_until) as next,
               case when o.published_at is null then (
                   select count(*)::int from (
                          select distinct g.organisation_id from access_grant g
                           where g.case_id = o.id and g.wave_id is not null and g.revoked_at is null
                             and (g.visible_until is null or chosei_now() < g.visible_until)) g
                    where exists (
                          select from case_vulnerability v where v.case_id = o.id and v.moved_to is null and not exists (
                              select from vulnerability_status s where s.case_id = o.id
                                 and s.organisation_id = g.organisation_id and s.vulnerability_id = v.vulnerability_id)))
               end as silent
          from open o left join lateral (
               select s.publish_at, s.planned_at, h.held_at
                 from (select * from advisory_schedule s where s.advisory_id = o.advisory_id order by s.id desc limit 1) s
                 left join advisory_held_back h on h.schedule_id = s.id
                where o.published_at is null
                  and not exists (select from advisory_schedule_cancellation x where x.schedule_id = s.id)) plan on true)
    select case when s.published_at is not null then
                     case when r.case_id is null and exists (
                               select from case_vulnerability cv join vulnerability v on v.id = cv.vulnerability_id
                                where cv.case_id = s.id and cv.moved_to is null and v.cve is not null)
                          then 'CVE_RECORD' else 'CLOSE' end
                when s.held_at is not null then 'HELD_BACK'
                when s.publish_at is not null then 'SCHEDULED'
                when s.first_wave is null then 'DISTRIBUTE'
                when s.silent > 0 then 'STATUS'
                else 'PUBLISH' end as kind,
           s.id, s.id,
           case when s.published_at is null and (s.publish_at is not null and s.held_at is null
                     or s.publish_at is null and s.first_wave is not null and s.silent > 0)
                then 'waiting' else 'mine' end,
           coalesce(case when s.published_at is not null then
                              case when r.case_id is null and exists (
                                        select from case_vulnerability cv join vulnerability v on v.id = cv.vulnerability_id
                                         where cv.case_id = s.id and cv.moved_to is null and v.cve is not null)
                                   then s.published_at + interval '24 hours' end
                         when s.publish_at is not null and s.held_at is null then s.publish_at
                         else s.next end, 'infinity'),
           coalesce(s.published_at, s.held_at, s.planned_at, s.first_wave, s.opened_at),
           coalesce(nullif(s.silent, 0), 1), null::uuid, null::text
      from stage s left join cve_record r on r.case_id = s.id
    union all
    select case when pr.organisation_id is distinct from (select id from coordinator) then 'PROPOSAL' else 'ANSWERS' end,
           o.id, o.id,
           case when pr.organisation_id is distinct from (select id from coordinator) then 'mine' else 'waiting' end,
           coalesce(min(t.respond_by), 'infinity'), max(t.proposed_at), count(*)::int, null, null
      from open o join embargo_event e on e.case_id = o.id and e.event = 'PROPOSE'
      join embargo_term t on t.id = e.term_id left join embargo_proposer pr on pr.term_id = t.id
     where not exists (select from embargo_event x where x.case_id = o.id
                          and (x.event = 'TERMINATE' or x.event in ('ACCEPT', 'REJECT') and x.term_id = e.term_id))
     group by o.id, pr.organisation_id is distinct from (select id from coordinator)
    union all
    select 'STATUS_MAIL', o.id, o.id, 'mine', 'infinity', max(m.proposed_at), count(*)::int, null, null
      from open o join status_proposal m on m.case_id = o.id
     where not exists (select from status_proposal_decision d where d.proposal_id = m.id)
     group by o.id
    union all
    select 'MESSAGE', t.id, o.id, 'mine', 'infinity', newest.posted_at, newest.number, t.organisation_id, null
      from open o join thread t on t.case_id = o.id and t.organisation_id is not null
     cross join lateral (
           select max(m.posted_at) as posted_at, count(*)::int as number from message m
            where m.thread_id = t.id and m.organisation_id = t.organisation_id
              and m.posted_at > greatest(
                    (select max(ours.posted_at) from message ours
                      where ours.thread_id = t.id and ours.organisation_id <> t.organisation_id),
                    (select max(x.upto) from thread_settled x
                      where x.thread_id = t.id and x.organisation_id = (select id from coordinator)),
                    '-infinity')) newest
     where newest.number > 0
    union all
    select 'APPROVE', o.id, o.id, 'mine', coalesce(least(o.clock_due, o.embargo_until), 'infinity'), v.made_at, 1, null, v.author
      from open o cross join lateral (select * from advisory_version v where v.advisory_id = o.advisory_id
                                       order by v.ordinal desc limit 1) v
     where not exists (select from advisory_approval a where a.version_id = v.id) $$;

-- Makes the rows of these cases anew; a row that says the same stays what it is. Whoever changes one case waits for
-- whoever else does, so that none of the two overlooks what the other changed.
create function inbox_refresh(p_cases uuid[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if cardinality(p_cases) > 500 then
        lock table inbox_item in share row exclusive mode;
    else
        perform pg_advisory_xact_lock(hashtextextended('inbox:' || c, 0)) from (select unnest(p_cases) as c order by 1) as locks;
    end if;
    with wanted as materialized (
        select w.*, coalesce((select a.person_id from case_assignment a where a.case_id = w.case_id order by a.id desc limit 1),
                             '00000000-0000-0000-0000-000000000000') as assignee
          from inbox_of(p_cases) w),
    gone as (
        delete from inbox_item i where i.case_id = any(p_cases)
           and not exists (select from wanted w where w.kind = i.kind and w.subject = i.subject))
    insert into inbox_item as i (kind, subject, case_id, turn, due_at, since, number, organisation_id, author, assignee)
    select w.kind, w.subject, w.case_id, w.turn, w.due_at, w.since, w.number, w.organisation_id, w.author, w.assignee
      from wanted w order by w.since, w.case_id, w.kind
    on conflict (kind, subject) do update
       set case_id = excluded.case_id, turn = excluded.turn, due_at = excluded.due_at, since = excluded.since,
           number = excluded.number, organisation_id = excluded.organisation_id, author = excluded.author,
           assignee = excluded.assignee
     where (i.case_id, i.turn, i.due_at, i.since, i.number, i.organisation_id, i.author, i.assignee)
           is distinct from (excluded.case_id, excluded.turn, excluded.due_at, excluded.since, excluded.number,
                             excluded.organisation_id, excluded.author, excluded.assignee);
end $$;
revoke all on function inbox_of, inbox_refresh from public;

-- A restore brings the rows back as they were.
create function inbox_follow() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    cases uuid[];
begin
    if scope_purpose() = 'backup' then
        return null;
    end if;
    if tg_table_name = 'coordination_case' then
        select array_agg(distinct id) into cases from changed;
    elsif tg_table_name = 'wave_cancellation' then
        select array_agg(distinct w.case_id) into cases from changed c join wave w on w.id = c.wave_id;
    elsif tg_table_name = 'embargo_proposer' then
        select array_agg(distinct t.case_id) into cases from changed c join embargo_term t on t.id = c.term_id;
    elsif tg_table_name in ('advisory_version', 'advisory_schedule') then
        select array_agg(distinct a.case_id) into cases from changed c join advisory a on a.id = c.advisory_id;
    elsif tg_table_name = 'advisory_approval' then
        select array_agg(distinct a.case_id) into cases
          from changed c join advisory_version v on v.id = c.version_id join advisory a on a.id = v.advisory_id;
    elsif tg_table_name in ('advisory_schedule_cancellation', 'advisory_held_back') then
        select array_agg(distinct a.case_id) into cases
          from changed c join advisory_schedule s on s.id = c.schedule_id join advisory a on a.id = s.advisory_id;
    elsif tg_table_name = 'vulnerability' then
        select array_agg(distinct v.case_id) into cases from changed c join case_vulnerability v on v.vulnerability_id = c.id;
    else
        select array_agg(distinct case_id) into cases from changed;
    end if;
    if cardinality(cases) > 500 then
        perform inbox_refresh(cases);
    elsif cases is not null then
        insert into inbox_due (case_id)
        select c from unnest(cases) as c where not exists (select from inbox_due d where d.case_id = c) order by c;
    end if;
    return null;
end $$;

-- At the end of the transaction, when it holds every other lock that it needs: nobody waits for it in turn.
create function inbox_at_the_end() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform inbox_refresh(array[new.case_id]);
    delete from inbox_due where id = new.id;
    return null;
end $$;
create constraint trigger inbox_at_the_end after insert on inbox_due deferrable initially deferred
    for each row execute function inbox_at_the_end();

-- What belongs to no case.
create function inbox_put(p_kind text, p_subject uuid, p_since timestamptz) returns void
    language sql security definer set search_path = public, pg_temp as $$
    insert into inbox_item (kind, subject, turn, since) values (p_kind, p_subject, 'mine', p_since)
    on conflict do nothing $$;
create function inbox_take(p_kind text, p_subject uuid) returns void
    language sql security definer set search_path = public, pg_temp as $$
    delete from inbox_item where kind = p_kind and subject = p_subject $$;
revoke all on function inbox_put, inbox_take from public;

create function inbox_arrival() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if scope_purpose() = 'backup' then
        return null;
    end if;
    case tg_table_name
        when 'report' then
            if new.repeats is null then
                perform inbox_put('REPORT', new.id, new.received_at);
            end if;
        when 'report_outcome' then
            perform inbox_take('REPORT', new.report_id), inbox_take('REPORT', new.first_id);
        when 'received_report' then
            perform inbox_put('RECEIVED', new.id, new.received_at);
        when 'report_step' then
            if new.step in ('checking', 'reopened') then
                perform inbox_put('RECEIVED', new.report_id, new.taken_at);
            else
                perform inbox_take('RECEIVED', new.report_id);
            end if;
        when 'registration_state' then
            if new.state in ('RECEIVED', 'INCOMPLETE') then
                perform inbox_put('REGISTRATION', new.registration_id, new.at);
            else
                perform inbox_take('REGISTRATION', new.registration_id);
            end if;
        when 'incoming_mail' then
            if new.state = 'DESK' then
                perform inbox_put('MAIL', new.id, new.arrived_at);
            else
                perform inbox_take('MAIL', new.id);
            end if;
        when 'contact_change' then
            perform inbox_put('CONTACT_CHANGE', new.id, new.proposed_at);
        when 'contact_change_decision' then
            perform inbox_take('CONTACT_CHANGE', new.change_id);
    end case;
    return null;
end $$;

do $$
declare
    t text;
begin
    foreach t in array array['coordination_case', 'case_end', 'case_clock', 'wave', 'wave_cancellation', 'access_grant',
            'embargo_event', 'embargo_proposer', 'vulnerability_status', 'case_vulnerability', 'publication', 'cve_record',
            'advisory_version', 'advisory_approval', 'advisory_schedule', 'advisory_schedule_cancellation',
            'advisory_held_back', 'status_proposal', 'status_proposal_decision', 'message', 'thread_settled',
            'case_assignment'] loop
        execute format('create trigger inbox_inserted after insert on %I referencing new table as changed'
                       ' for each statement execute function inbox_follow()', t);
    end loop;
    foreach t in array array['access_grant', 'case_vulnerability', 'vulnerability', 'publication'] loop
        execute format('create trigger inbox_updated after update on %I referencing new table as changed'
                       ' for each statement execute function inbox_follow()', t);
    end loop;
    foreach t in array array['report', 'report_outcome', 'received_report', 'report_step', 'registration_state',
            'incoming_mail', 'contact_change', 'contact_change_decision'] loop
        execute format('create trigger inbox_arrived after insert on %I for each row execute function inbox_arrival()', t);
    end loop;
end $$;
create trigger inbox_settled after update of state on incoming_mail
    for each row when (old.state is distinct from new.state) execute function inbox_arrival();

-- What there is already.
select inbox_refresh(array(select id from coordination_case));
select inbox_put('REPORT', r.id, r.received_at) from report r
 where r.repeats is null and not exists (select from report_outcome o where o.first_id = r.id);
select inbox_put('RECEIVED', r.id, r.received_at) from received_report r
 where coalesce((select s.step from report_step s where s.report_id = r.id order by s.ordinal desc limit 1), 'reopened')
       in ('checking', 'reopened');
select inbox_put('REGISTRATION', r.id, r.received_at) from registration r
 where (select s.state from registration_state s where s.registration_id = r.id order by s.id desc limit 1)
       in ('RECEIVED', 'INCOMPLETE');
select inbox_put('MAIL', m.id, m.arrived_at) from incoming_mail m where m.state = 'DESK';
select inbox_put('CONTACT_CHANGE', c.id, c.proposed_at) from contact_change c
 where not exists (select from contact_change_decision d where d.change_id = c.id);
