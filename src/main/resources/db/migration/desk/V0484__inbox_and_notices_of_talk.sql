-- The inbox and the mails of news follow what is said: from when the others see it, in every kind of thread, and no more
-- once it was taken back, withdrawn or settled with its thread.
create policy definer on thread_state for select to current_user using (true);
create policy definer on message_mention for select to current_user using (true);

-- As before, now for shared threads as well, and without what was taken back and vulnerabilities that were removed.
create or replace function inbox_of(p_cases uuid[])
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
    select 'MESSAGE', t.id, o.id, 'mine', 'infinity', newest.at, newest.number, t.organisation_id, null
      from open o join thread t on t.case_id = o.id and (t.organisation_id is not null or t.shared is not null)
     cross join lateral (
           select max(coalesce(m.visible_from, m.posted_at)) as at, count(*)::int as number
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
    select 'APPROVE', o.id, o.id, 'mine', coalesce(least(o.clock_due, o.embargo_until), 'infinity'), v.made_at, 1, null, v.author
      from open o cross join lateral (select * from advisory_version v where v.advisory_id = o.advisory_id
                                       order by v.ordinal desc limit 1) v
     where not exists (select from advisory_approval a where a.version_id = v.id) $$;

create trigger inbox_updated after update on message referencing new table as changed
    for each statement execute function inbox_follow();
do $$
declare
    t text;
begin
    foreach t in array array['message_withdrawal', 'thread_state', 'message_hand'] loop
        execute format('create trigger inbox_inserted after insert on %I referencing new table as changed'
                       ' for each statement execute function inbox_follow()', t);
    end loop;
end $$;
select inbox_refresh(array(select id from coordination_case));

-- The vulnerabilities of every case that the acting organisation sees, by the rule of case_vulnerabilities.
create or replace function visible_vulnerabilities() returns table (case_id uuid, vulnerability_id uuid)
    language sql stable security definer set search_path = public, pg_temp as $$
    select c.case_id, c.vulnerability_id from case_vulnerability c join vulnerability v on v.id = c.vulnerability_id
     where c.moved_to is null and c.removed_at is null and c.case_id in (select visible_cases())
       and (v.case_id = c.case_id or exists (
            select from access_grant g where g.case_id = c.case_id and g.organisation_id = scope_organisation()
               and g.revoked_at is null and g.granted_at >= c.linked_at and g.visible_from <= chosei_now()
               and (g.visible_until is null or chosei_now() < g.visible_until))) $$;

-- When a case ended, for whom case_ended says that it did.
create function case_ended_at(of uuid) returns timestamptz
    language sql stable security definer set search_path = public, pg_temp as $$
    select e.at from case_end e where e.case_id = of and case_ended(of) $$;
revoke all on function case_ended_at from public;
grant execute on function case_ended_at to ${app};

-- The message that an entry of the ledger says was posted.
create function message_of(p_kind text, p_subjects text) returns uuid
    language sql immutable set search_path = public, pg_temp as $$
    select case when p_kind = 'message.posted'
                then substring(p_subjects from '"message:([0-9a-f-]{36})"')::uuid end $$;
revoke all on function message_of from public;
grant execute on function message_of to ${app};

-- As before, now by the audience that a message has where its entry has none, and by the rule of visible_audiences for what
-- is said to groups and to all vendors. A chain is looked through up to the first message that its author may still take
-- back; whoever a message names is told as it chose for that.
create or replace function gather_notices(p_news text[], p_urgent text[]) returns bigint
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    v_chains uuid[];
    v_seen   bigint[];
    v_heads  bigint[];
    v_noted  bigint;
begin
    if scope_purpose() is distinct from 'mail-out' then
        raise exception 'gather_notices is for mail-out';
    end if;
    perform pg_advisory_xact_lock(hashtextextended('notices', 0));
    select array_agg(c.id), array_agg(coalesce(n.seq, 0)), array_agg(c.seq) into v_chains, v_seen, v_heads
      from ledger_chain c left join notice_cursor n on n.chain = c.id
     where c.case_id is not null and c.seq > coalesce(n.seq, 0);
    if v_chains is null then
        return 0;
    end if;
    select array_agg(coalesce(ahead.seq - 1, b.head) order by b.place) into v_heads
      from unnest(v_chains, v_seen, v_heads) with ordinality as b (chain, seen, head, place)
      left join lateral (
           select min(e.seq) as seq from ledger_entry e join message m on m.id = message_of(e.kind, e.subjects)
            where e.chain = b.chain and e.seq > b.seen and e.seq <= b.head
              and chosei_now() < m.visible_from and m.visible_from < 'infinity') ahead on true;
    with behind as (
        select * from unnest(v_chains, v_seen, v_heads) as t (chain, seen, head)
    ), news as (
        select b.chain as case_id, e.at, e.actor, coalesce(e.audience_id, m.audience_id) as audience_id, e.subjects, e.kind,
               m.id as message_id, e.kind = any (p_urgent) as urgent
          from behind b join ledger_entry e on e.chain = b.chain and e.seq > b.seen and e.seq <= b.head
          left join message m on m.id = message_of(e.kind, e.subjects)
         where (e.kind = any (p_news) or e.kind = any (p_urgent)) and m.visible_from is distinct from 'infinity'
           and not exists (select from message_withdrawal w where w.message_id = m.id)
    ), acted as (
        select distinct e.chain as case_id, e.actor from ledger_entry e
         where e.chain in (select case_id from news) and e.actor like 'person:%'
           and split_part(e.kind, '.', 1) <> 'content' and e.kind <> 'vendor.viewed-as'
    ), member as (
        select m.person_id, m.organisation_id, bool_or(m.role in ('coordinator', 'approver')) as staff,
               min(m.since) as since
          from membership m join person p on p.id = m.person_id
         where m.ended_at is null and p.disabled_at is null and m.role <> 'administrator'
         group by 1, 2
    ), sees as (
        select n.*, m.person_id, m.organisation_id, m.staff,
               exists (select from acted a where a.case_id = n.case_id and a.actor = 'person:' || m.person_id) as mine
          from news n join member m on n.actor <> 'person:' || m.person_id and n.at >= m.since
         where m.staff and n.kind <> 'mail.handed-over'
            or not m.staff and (n.urgent or n.audience_id is not null)
               and (n.kind <> 'mail.handed-over'
                    or n.subjects like '%"wave:%' and n.subjects like '%"organisation:' || m.organisation_id || '"%')
               and exists (select from access_grant g join audience p on p.id = g.audience_id
                            where g.organisation_id = m.organisation_id and g.case_id = n.case_id and g.revoked_at is null
                              and g.visible_from <= chosei_now()
                              and (g.visible_until is null or chosei_now() < g.visible_until)
                              and (n.urgent or g.audience_id = n.audience_id
                                   or p.kind = 'organisation' and p.organisation_id = m.organisation_id
                                      and (exists (select from audience a where a.id = n.audience_id and a.kind = 'all-vendors')
                                           or exists (select from audience_member b where b.audience_id = n.audience_id
                                                         and b.organisation_id = m.organisation_id
                                                         and b.removed_at is null))))
    ), ranked as (
        select s.person_id, s.organisation_id, s.case_id, s.at,
               least(case when s.urgent and (s.mine or not s.staff) then 0 else 9 end,
                     case when exists (select from message_mention x
                                        where x.message_id = s.message_id and x.person_id = s.person_id)
                          then array_position(array ['INSTANT', 'HOURLY', 'DAILY'], coalesce(w.mentions, 'INSTANT'))
                          else 9 end,
                     case when s.mine and not s.urgent
                          then array_position(array ['INSTANT', 'HOURLY', 'DAILY', '', '', '', '', '', 'NONE'],
                                              coalesce(w.mine, 'NONE'))
                          else 9 end,
                     array_position(array ['INSTANT', 'HOURLY', 'DAILY', '', '', '', '', '', 'NONE'],
                                    coalesce(w.everything, 'NONE'))) as rank
          from sees s left join notice_setting w using (person_id, organisation_id)
    )
    insert into notice_due as d (person_id, organisation_id, case_id, rank, first_at, last_at)
    select person_id, organisation_id, case_id, min(rank), min(at), max(at) from ranked where rank < 9 group by 1, 2, 3
    on conflict (person_id, organisation_id, case_id) do update
       set rank = case when d.told_at is null then least(d.rank, excluded.rank) else excluded.rank end,
           first_at = case when d.told_at is null then d.first_at else excluded.first_at end,
           last_at = excluded.last_at, told_at = null, letter_id = null;
    get diagnostics v_noted = row_count;
    insert into notice_cursor (chain, seq) select * from unnest(v_chains, v_heads)
    on conflict (chain) do update set seq = excluded.seq;
    return v_noted;
end $$;
