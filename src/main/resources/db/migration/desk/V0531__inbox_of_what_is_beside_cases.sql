-- A message that its author may still take back hides no older one: an item is there from when the first message of it is
-- seen, and how many of its messages may still be taken back is kept beside.
alter table inbox_item add column seen_from timestamptz, add column ahead int not null default 0;
drop function inbox_of(uuid[]);
create function inbox_of(p_cases uuid[])
    returns table (kind text, subject uuid, case_id uuid, turn text, due_at timestamptz, since timestamptz, number int,
                   organisation_id uuid, author text, seen_from timestamptz, ahead int)
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
                          select from case_vulnerability v where v.case_id = o.id and v.moved_to is null
                             and v.removed_at is null and not exists (
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
                                where cv.case_id = s.id and cv.moved_to is null and cv.removed_at is null and v.cve is not null)
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
                                         where cv.case_id = s.id and cv.moved_to is null and cv.removed_at is null and v.cve is not null)
                                   then s.published_at + interval '24 hours' end
                         when s.publish_at is not null and s.held_at is null then s.publish_at
                         else s.next end, 'infinity'),
           coalesce(s.published_at, s.held_at, s.planned_at, s.first_wave, s.opened_at),
           coalesce(nullif(s.silent, 0), 1), null::uuid, null::text, null::timestamptz, 0
      from stage s left join cve_record r on r.case_id = s.id
    union all
    select case when pr.organisation_id is distinct from (select id from coordinator) then 'PROPOSAL' else 'ANSWERS' end,
           o.id, o.id,
           case when pr.organisation_id is distinct from (select id from coordinator) then 'mine' else 'waiting' end,
           coalesce(min(t.respond_by), 'infinity'), max(t.proposed_at), count(*)::int, null, null, null, 0
      from open o join embargo_event e on e.case_id = o.id and e.event = 'PROPOSE'
      join embargo_term t on t.id = e.term_id left join embargo_proposer pr on pr.term_id = t.id
     where not exists (select from embargo_event x where x.case_id = o.id
                          and (x.event = 'TERMINATE' or x.event in ('ACCEPT', 'REJECT') and x.term_id = e.term_id))
     group by o.id, pr.organisation_id is distinct from (select id from coordinator)
    union all
    select 'STATUS_MAIL', o.id, o.id, 'mine', 'infinity', max(m.proposed_at), count(*)::int, null, null, null, 0
      from open o join status_proposal m on m.case_id = o.id
     where not exists (select from status_proposal_decision d where d.proposal_id = m.id)
     group by o.id
    union all
    select 'MESSAGE', t.id, o.id, 'mine', 'infinity', newest.at, newest.number, t.organisation_id, null,
           newest.seen_from, newest.ahead
      from open o join thread t on t.case_id = o.id and (t.organisation_id is not null or t.shared is not null)
     cross join lateral (
           select max(coalesce(m.visible_from, m.posted_at)) as at, count(*)::int as number,
                  min(coalesce(m.visible_from, m.posted_at)) as seen_from,
                  count(*) filter (where m.visible_from > chosei_now())::int as ahead
             from message m left join message_hand h on h.message_id = m.id
            where m.thread_id = t.id and coalesce(m.organisation_id, h.organisation_id) <> (select id from coordinator)
              and m.visible_from is distinct from 'infinity'
              and not exists (select from message_withdrawal w where w.message_id = m.id)
              and coalesce(m.visible_from, m.posted_at) > greatest(
                    (select max(ours.posted_at) from message ours
                      where ours.thread_id = t.id and ours.organisation_id = (select id from coordinator)
                        and ours.visible_from is distinct from 'infinity'
                        and not exists (select from message_withdrawal w where w.message_id = ours.id)),
                    (select max(x.upto) from thread_settled x
                      where x.thread_id = t.id and x.organisation_id = (select id from coordinator)),
                    (select case when s.resolved then s.set_at end from thread_state s
                      where s.thread_id = t.id order by s.id desc limit 1),
                    '-infinity')) newest
     where newest.number > 0
    union all
    select 'APPROVE', o.id, o.id, 'mine', coalesce(least(o.clock_due, o.embargo_until), 'infinity'), v.made_at, 1, null, v.author, null, 0
      from open o cross join lateral (select * from advisory_version v where v.advisory_id = o.advisory_id
                                       order by v.ordinal desc limit 1) v
     where not exists (select from advisory_approval a where a.version_id = v.id) $$;

create or replace function inbox_refresh(p_cases uuid[]) returns void
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
          from (select * from inbox_of(p_cases) union all select r.*, null, 0 from inbox_reaches(p_cases) r) w),
    gone as (
        delete from inbox_item i where i.case_id = any(p_cases)
           and not exists (select from wanted w where w.kind = i.kind and w.subject = i.subject))
    insert into inbox_item as i (kind, subject, case_id, turn, due_at, since, number, organisation_id, author, seen_from, ahead,
                                 assignee)
    select w.kind, w.subject, w.case_id, w.turn, w.due_at, w.since, w.number, w.organisation_id, w.author, w.seen_from, w.ahead,
           w.assignee
      from wanted w order by w.since, w.case_id, w.kind
    on conflict (kind, subject) do update
       set case_id = excluded.case_id, turn = excluded.turn, due_at = excluded.due_at, since = excluded.since,
           number = excluded.number, organisation_id = excluded.organisation_id, author = excluded.author,
           seen_from = excluded.seen_from, ahead = excluded.ahead, assignee = excluded.assignee
     where (i.case_id, i.turn, i.due_at, i.since, i.number, i.organisation_id, i.author, i.seen_from, i.ahead, i.assignee)
           is distinct from (excluded.case_id, excluded.turn, excluded.due_at, excluded.since, excluded.number,
                             excluded.organisation_id, excluded.author, excluded.seen_from, excluded.ahead, excluded.assignee);
end $$;
revoke all on function inbox_of, inbox_refresh from public;

-- Beside cases: answers to registrations, papers to read, signatures to sign under, organisations to make sure of, and what
-- reporters wrote. As with cases the rows follow from the facts.
alter table inbox_item drop constraint inbox_item_kind_check,
    add constraint inbox_item_kind_check check (kind in ('REPORT', 'RECEIVED', 'REGISTRATION', 'MAIL', 'CONTACT_CHANGE',
        'DISTRIBUTE', 'STATUS', 'PUBLISH', 'SCHEDULED', 'HELD_BACK', 'CVE_RECORD', 'CLOSE', 'PROPOSAL', 'ANSWERS',
        'STATUS_MAIL', 'MESSAGE', 'APPROVE', 'REGISTRATION_REPLY', 'PAPER', 'COUNTERSIGN', 'VETTING', 'REPORTER_MESSAGE',
        'APPROVE_WAVE', 'REACH'));
-- What one person began another finishes: papers and vetting too.
drop index inbox_item_approve;
create index inbox_item_author on inbox_item (assignee, due_at, id) where author is not null;

alter table inbox_due alter column case_id drop not null, add column kind text, add column subject uuid,
    add check ((case_id is null) = (kind is not null) and (kind is null) = (subject is null));

do $$
declare
    t text;
begin
    foreach t in array array['registration_reply', 'registration_reply_decision', 'agreement_paper', 'agreement_paper_reading',
            'agreement_paper_discard', 'agreement_signed_paper', 'agreement_signature', 'agreement_countersignature',
            'organisation_state', 'report_message'] loop
        if not exists (select from pg_policies p where p.schemaname = 'public' and p.tablename = t and p.policyname = 'definer') then
            execute format('create policy definer on %I for select to current_user using (true)', t);
        end if;
    end loop;
end $$;

create function inbox_beside_of(p_kind text, p_subjects uuid[])
    returns table (subject uuid, since timestamptz, number int, organisation_id uuid, author text)
    language sql stable security definer set search_path = public, pg_temp as $$
    select r.registration_id, max(r.received_at), count(*)::int, null::uuid, null::text from registration_reply r
     where p_kind = 'REGISTRATION_REPLY' and r.registration_id = any(p_subjects)
       and not exists (select from registration_reply_decision d where d.reply_id = r.id)
       and (select s.state from registration_state s where s.registration_id = r.registration_id order by s.id desc limit 1)
           in ('RECEIVED', 'INCOMPLETE')
     group by r.registration_id
    union all
    -- whoever read it in this round waits for the second person
    select p.id, coalesce(max(r.read_at), p.brought_at), 1, p.organisation_id,
           case when count(r.id) % 2 = 1 then 'person:' || (array_agg(r.person_id order by r.round desc, r.place desc))[1] end
      from agreement_paper p left join agreement_paper_reading r on r.paper_id = p.id
     where p_kind = 'PAPER' and p.id = any(p_subjects)
       and not exists (select from agreement_signed_paper s where s.paper_id = p.id)
       and not exists (select from agreement_paper_discard d where d.paper_id = p.id)
     group by p.id
    union all
    select x, max(s.signed_at), count(*)::int, null, null
      from unnest(p_subjects) x, agreement_signature s
     where p_kind = 'COUNTERSIGN' and s.ended_at is null
       and not exists (select from agreement_countersignature c where c.signature_id = s.id)
     group by x
    union all
    -- whoever called waits for the second person
    select v.organisation_id, greatest(v.at, called.recorded_at), 1, v.organisation_id, called.recorded_by
      from vetting_of(case when p_kind = 'VETTING' then p_subjects else '{}' end, chosei_now()) v
      left join lateral (
           select r.recorded_at, r.recorded_by from vetting_record r
            where r.organisation_id = v.organisation_id and r.kind = 'CALL_BACK' and r.result = 'CONFIRMED'
              and not exists (select from vetting_record c where c.corrects = r.id)
              and not exists (select from vetting_record d
                               where d.organisation_id = r.organisation_id and d.result = 'NOT_CONFIRMED'
                                 and d.recorded_at >= r.recorded_at
                                 and not exists (select from vetting_record c where c.corrects = d.id))
            order by r.recorded_at desc, r.id desc limit 1) called on true
     where p_kind = 'VETTING' and v.state = 'OPEN'
       and coalesce((select s.state from organisation_state s where s.organisation_id = v.organisation_id
                      order by s.id desc limit 1), 'REGISTERED') <> 'WITHDRAWN'
    union all
    -- an answer or a hint that staff left for each other is later
    select m.report_id, max(m.written_at), count(*)::int, null, null from report_message m
     where p_kind = 'REPORTER_MESSAGE' and m.report_id = any(p_subjects) and m.side = 'reporter'
       and not exists (select from report_message a where a.report_id = m.report_id and a.side <> 'reporter'
                          and (a.written_at, a.id) > (m.written_at, m.id))
     group by m.report_id $$;

create function inbox_refresh_beside(p_kind text, p_subjects uuid[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if cardinality(p_subjects) > 500 then
        lock table inbox_item in share row exclusive mode;
    else
        perform pg_advisory_xact_lock(hashtextextended('inbox:' || p_kind || s, 0))
           from (select unnest(p_subjects) as s order by 1) as locks;
    end if;
    with wanted as materialized (select * from inbox_beside_of(p_kind, p_subjects)),
    gone as (
        delete from inbox_item i where i.kind = p_kind and i.subject = any(p_subjects)
           and not exists (select from wanted w where w.subject = i.subject))
    insert into inbox_item as i (kind, subject, turn, since, number, organisation_id, author)
    select p_kind, w.subject, 'mine', w.since, w.number, w.organisation_id, w.author from wanted w order by w.since, w.subject
    on conflict (kind, subject) do update
       set since = excluded.since, number = excluded.number, organisation_id = excluded.organisation_id,
           author = excluded.author
     where (i.since, i.number, i.organisation_id, i.author)
           is distinct from (excluded.since, excluded.number, excluded.organisation_id, excluded.author);
end $$;

-- Its arguments: the kind, and the column that has the subject; without one it is the coordinator, who has one row for all.
create function inbox_follow_beside() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    subjects uuid[];
begin
    if scope_purpose() = 'backup' then
        return null;
    end if;
    if tg_nargs = 1 then
        select array_agg(o.id) into subjects from organisation o where o.kind = 'COORDINATOR' and exists (select from changed);
    else
        execute format('select array_agg(distinct %I) from changed', tg_argv[1]) into subjects;
    end if;
    -- of very many organisations, only those that somebody was to make sure of
    if tg_table_name in ('organisation_state', 'vetting_elsewhere') then
        select array_agg(i.subject) into subjects from inbox_item i where i.kind = 'VETTING' and i.subject = any(subjects);
    end if;
    if cardinality(subjects) > 500 then
        perform inbox_refresh_beside(tg_argv[0], subjects);
    elsif subjects is not null then
        insert into inbox_due (kind, subject)
        select tg_argv[0], s from unnest(subjects) as s
         where not exists (select from inbox_due d where d.kind = tg_argv[0] and d.subject = s) order by s;
    end if;
    return null;
end $$;

create or replace function inbox_at_the_end() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if new.case_id is not null then
        perform inbox_refresh(array[new.case_id]);
    else
        perform inbox_refresh_beside(new.kind, array[new.subject]);
    end if;
    delete from inbox_due where id = new.id;
    return null;
end $$;
revoke all on function inbox_beside_of, inbox_refresh_beside, inbox_follow_beside from public;

do $$
declare
    t text[];
begin
    foreach t slice 1 in array array[
            ['registration_reply', 'REGISTRATION_REPLY', 'registration_id'],
            ['registration_reply_decision', 'REGISTRATION_REPLY', 'registration_id'],
            ['registration_state', 'REGISTRATION_REPLY', 'registration_id'],
            ['agreement_paper', 'PAPER', 'id'], ['agreement_paper_reading', 'PAPER', 'paper_id'],
            ['agreement_paper_discard', 'PAPER', 'paper_id'], ['agreement_signed_paper', 'PAPER', 'paper_id'],
            ['vetting_due', 'VETTING', 'organisation_id'], ['vetting_record', 'VETTING', 'organisation_id'],
            ['vetting_elsewhere', 'VETTING', 'organisation_id'], ['vetting_sign_off', 'VETTING', 'organisation_id'],
            ['registration_class_change', 'VETTING', 'organisation_id'], ['organisation_state', 'VETTING', 'organisation_id'],
            ['report_message', 'REPORTER_MESSAGE', 'report_id']] loop
        execute format('create trigger inbox_beside after insert on %I referencing new table as changed'
                       ' for each statement execute function inbox_follow_beside(%L, %L)', t[1], t[2], t[3]);
    end loop;
    foreach t slice 1 in array array[['agreement_signature', 'insert'], ['agreement_signature', 'update'],
                                     ['agreement_countersignature', 'insert']] loop
        execute format('create trigger inbox_beside_%2$s after %2$s on %1$I referencing new table as changed'
                       ' for each statement execute function inbox_follow_beside(''COUNTERSIGN'')', t[1], t[2]);
    end loop;
end $$;

-- What there is already. vetting_of tells nobody anything without a scope.
select inbox_refresh(array(select id from coordination_case));
select set_config('chosei.kind', 'system', true), set_config('chosei.purpose', 'setup', true);
select inbox_refresh_beside('REGISTRATION_REPLY', array(select distinct registration_id from registration_reply));
select inbox_refresh_beside('PAPER', array(select id from agreement_paper));
select inbox_refresh_beside('COUNTERSIGN', array(select id from organisation where kind = 'COORDINATOR'));
select inbox_refresh_beside('VETTING', array(select organisation_id from vetting_due union select organisation_id from vetting_record));
select inbox_refresh_beside('REPORTER_MESSAGE', array(select distinct report_id from report_message));
select set_config('chosei.kind', '', true), set_config('chosei.purpose', '', true);
