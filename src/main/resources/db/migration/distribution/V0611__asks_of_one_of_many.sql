-- As before. One organisation or all of them is a range: what was asked and what was stated is found by an index, whatever the plan. By
-- "null or equal" the page of one vendor read what was asked of all of its wave.
create or replace function ask_facts_of(p_cases uuid[], p_organisation uuid)
    returns table (wave_id uuid, case_id uuid, organisation_id uuid, notice_id uuid, asked_at timestamptz, rules int,
                   first_wave boolean, received_at timestamptz, received_how text, decided_at timestamptz, affected boolean,
                   fix_at timestamptz, word_at timestamptz, telephone_at timestamptz)
    language sql stable as $$
    with asked as materialized (
        select w.id as wave_id, w.case_id, s.organisation_id, w.notice_id, w.visible_from as asked_at,
               (select max(r.version) from ask_rule r where r.in_force_from <= w.planned_at) as rules,
               row_number() over (partition by w.case_id, s.organisation_id order by w.visible_from, w.id) = 1 as first_wave
          from wave w join wave_selection s on s.wave_id = w.id and s.chosen
         where w.case_id = any(p_cases) and w.visible_from <= chosei_now()
           and s.organisation_id between coalesce(p_organisation, uuid '00000000-0000-0000-0000-000000000000')
                                     and coalesce(p_organisation, uuid 'ffffffff-ffff-ffff-ffff-ffffffffffff')
           and not exists (select from wave_cancellation c where c.wave_id = w.id)
           and exists (select from access_grant g where g.wave_id = w.id and g.organisation_id = s.organisation_id
                          and g.revoked_at is null and (g.visible_until is null or chosei_now() < g.visible_until))
           and not exists (select from publication p where p.case_id = w.case_id and p.published_at <= chosei_now())
           and not exists (select from case_end e where e.case_id = w.case_id)),
    listed as materialized (
        select v.case_id, count(*) as number from case_vulnerability v
         where v.case_id = any(p_cases) and v.moved_to is null and v.removed_at is null group by v.case_id),
    said as materialized (
        select s.case_id, s.organisation_id, s.vulnerability_id, min(s.stated_at) as first_at, max(s.stated_at) as last_at,
               min(s.stated_at) filter (where s.status <> 'INVESTIGATING') as decided_at,
               (array_agg(s.status order by s.id desc))[1] as status,
               (array_agg(s.fix_date order by s.id desc))[1] as fix_date,
               min(s.stated_at) filter (where s.status in ('NOT_AFFECTED', 'FIXED', 'DECLINED')
                                           or s.status = 'AFFECTED' and s.fix_date is not null) as fix_at
          from vulnerability_status s join case_vulnerability v
            on v.case_id = s.case_id and v.vulnerability_id = s.vulnerability_id and v.moved_to is null and v.removed_at is null
         where s.case_id = any(p_cases)
           and s.organisation_id between coalesce(p_organisation, uuid '00000000-0000-0000-0000-000000000000')
                                     and coalesce(p_organisation, uuid 'ffffffff-ffff-ffff-ffff-ffffffffffff')
         group by 1, 2, 3),
    stands as materialized (
        select s.case_id, s.organisation_id, min(s.first_at) as first_at, max(s.last_at) as last_at,
               case when count(*) filter (where s.status <> 'INVESTIGATING') = max(l.number) then max(s.decided_at) end as decided_at,
               bool_or(s.status = 'AFFECTED') as affected,
               case when count(*) filter (where s.status in ('NOT_AFFECTED', 'FIXED', 'DECLINED')
                                             or s.status = 'AFFECTED' and s.fix_date is not null) = max(l.number)
                    then max(s.fix_at) end as fix_at
          from said s join listed l on l.case_id = s.case_id group by 1, 2),
    wrote as materialized (
        select m.case_id, coalesce(m.organisation_id, h.organisation_id) as organisation_id, max(m.posted_at) as at
          from message m left join message_hand h on h.message_id = m.id
         where m.case_id = any(p_cases) and m.visible_from is distinct from 'infinity'
           and (m.organisation_id is null
                or m.organisation_id between coalesce(p_organisation, uuid '00000000-0000-0000-0000-000000000000')
                                         and coalesce(p_organisation, uuid 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
           and not exists (select from message_withdrawal x where x.message_id = m.id) group by 1, 2),
    heard as materialized (
        select a.wave_id, a.organisation_id, min(a.acted_at) filter (where a.result = 'RECEIVED') as received_at
          from ask_act a where a.case_id = any(p_cases) and a.result = 'RECEIVED' group by 1, 2),
    spoke as materialized (
        select a.case_id, a.organisation_id, max(a.recorded_at) as at
          from ask_act a where a.case_id = any(p_cases) and a.result in ('RECEIVED', 'REACHED') group by 1, 2)
    select a.wave_id, a.case_id, a.organisation_id, a.notice_id, a.asked_at, a.rules, a.first_wave,
           least(k.acknowledged_at, h.received_at, t.at),
           case least(k.acknowledged_at, h.received_at, t.at)
                when k.acknowledged_at then 'said' when h.received_at then 'telephone' when t.at then 'answer' end,
           s.decided_at, coalesce(s.affected, false), s.fix_at,
           greatest(k.acknowledged_at, s.last_at, w.at, p.at), h.received_at
      from asked a
      left join acknowledgement k on k.notice_id = a.notice_id and k.organisation_id = a.organisation_id
      left join stands s on s.case_id = a.case_id and s.organisation_id = a.organisation_id
      left join lateral (select min(v.stated_at) as at from vulnerability_status v
                          where v.case_id = a.case_id and v.organisation_id = a.organisation_id
                            and v.stated_at >= a.asked_at and s.last_at >= a.asked_at) t on true
      left join wrote w on w.case_id = a.case_id and w.organisation_id = a.organisation_id
      left join heard h on h.wave_id = a.wave_id and h.organisation_id = a.organisation_id
      left join spoke p on p.case_id = a.case_id and p.organisation_id = a.organisation_id
     where a.rules is not null
     order by a.case_id, a.organisation_id, a.asked_at, a.wave_id $$;
