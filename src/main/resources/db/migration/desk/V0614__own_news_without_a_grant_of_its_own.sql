-- As before; whoever may see something of a case is told what is addressed to it alone there.
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
        select b.chain as case_id, e.at, e.actor, coalesce(e.audience_id, m.audience_id) as audience_id, m.id as message_id,
               e.kind = any (p_urgent) as urgent,
               case when e.kind = 'mail.handed-over'
                    then substring(e.subjects from '"organisation:([0-9a-f-]{36})"')::uuid end as only_for
          from behind b join ledger_entry e on e.chain = b.chain and e.seq > b.seen and e.seq <= b.head
          left join message m on m.id = message_of(e.kind, e.subjects)
         where (e.kind = any (p_news) or e.kind = any (p_urgent)) and m.visible_from is distinct from 'infinity'
           and (e.kind <> 'mail.handed-over' or e.subjects like '%"wave:%')
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
    ), told as (
        select n.*, m.person_id, m.organisation_id, m.staff, m.since
          from news n join member m on m.organisation_id = n.only_for and not m.staff
         where n.urgent or n.audience_id is not null
        union all
        select n.*, m.person_id, m.organisation_id, m.staff, m.since
          from news n join member m on m.staff or n.urgent or n.audience_id is not null
         where n.only_for is null
    ), sees as (
        select n.*, exists (select from acted a where a.case_id = n.case_id and a.actor = 'person:' || n.person_id) as mine
          from told n
         where n.actor <> 'person:' || n.person_id and n.at >= n.since
           and (n.staff
                or exists (select from access_grant g
                            where g.organisation_id = n.organisation_id and g.case_id = n.case_id and g.revoked_at is null
                              and g.visible_from <= chosei_now()
                              and (g.visible_until is null or chosei_now() < g.visible_until)
                              and (n.urgent or g.audience_id = n.audience_id
                                   or exists (select from audience a
                                               where a.id = n.audience_id
                                                 and (a.kind = 'all-vendors' or a.organisation_id = n.organisation_id))
                                   or exists (select from audience_member b
                                               where b.audience_id = n.audience_id
                                                 and b.organisation_id = n.organisation_id and b.removed_at is null))))
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
