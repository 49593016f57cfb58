-- When somebody wants to be told by mail of what happens in cases, for each organisation acted for. Without a row the
-- defaults hold that gather_notices() has.
create table notice_setting (
    person_id       uuid not null references person,
    organisation_id uuid not null,
    mentions        text not null check (mentions in ('INSTANT', 'HOURLY', 'DAILY')),
    mine            text not null check (mine in ('INSTANT', 'HOURLY', 'DAILY', 'NONE')),
    everything      text not null check (everything in ('INSTANT', 'HOURLY', 'DAILY', 'NONE')),
    daily_at        time not null,
    quiet_from      time,
    quiet_until     time,
    zone            text not null check (char_length(zone) between 1 and 60),
    business_days   boolean not null,
    changed_at      timestamptz not null default chosei_now(),
    primary key (person_id, organisation_id),
    check ((quiet_from is null) = (quiet_until is null)),
    check (quiet_from <> quiet_until)
);
call protect_table('notice_setting');
create policy definer on notice_setting for select to current_user using (true);
create policy own on notice_setting to ${app}
    using (person_id = (select scope_person()) and organisation_id = (select scope_organisation()))
    with check (person_id = (select scope_person()) and organisation_id = (select scope_organisation()));
grant select, insert, update (mentions, mine, everything, daily_at, quiet_from, quiet_until, zone, business_days, changed_at)
    on notice_setting to ${app};

-- How far each chain was looked through. What happened before this table came is not told.
create table notice_cursor (
    chain uuid primary key references ledger_chain,
    seq   bigint not null
);
call protect_table('notice_cursor');
create policy definer on notice_cursor to current_user using (true) with check (true);

-- Of which cases somebody is to be told: ids and times alone. 0 is urgent, then at once, hourly, daily.
create table notice_due (
    person_id       uuid not null references person,
    organisation_id uuid not null,
    case_id         uuid not null,
    rank            int not null check (rank between 0 and 3),
    first_at        timestamptz not null,
    last_at         timestamptz not null,
    told_at         timestamptz,
    letter_id       uuid,
    primary key (person_id, organisation_id, case_id)
);
create index notice_due_open on notice_due (person_id) where told_at is null;
call protect_table('notice_due');
create policy definer on notice_due to current_user using (true) with check (true);
create policy sending_all on notice_due to ${app}
    using ((select scope_purpose()) = 'mail-out') with check ((select scope_purpose()) = 'mail-out');
grant select, update (told_at, letter_id) on notice_due to ${app};

insert into notice_cursor (chain, seq) select id, seq from ledger_chain where case_id is not null;

create policy notices_read on ledger_entry for select to current_user using (scope_purpose() = 'mail-out');

-- Looks through what was appended since the last time, in the order of each chain, so that nothing is missed or told twice,
-- and notes who is to be told: staff who work on cases, and members of an organisation that sees the entry at this moment.
-- Nobody is told of what it did itself. Returns how many it noted.
create function gather_notices(p_news text[], p_urgent text[]) returns bigint
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
    with behind as (
        select * from unnest(v_chains, v_seen, v_heads) as t (chain, seen, head)
    ), news as (
        select b.chain as case_id, e.at, e.actor, e.audience_id, e.subjects, e.kind,
               e.kind = any (p_urgent) as urgent
          from behind b join ledger_entry e on e.chain = b.chain and e.seq > b.seen and e.seq <= b.head
         where e.kind = any (p_news) or e.kind = any (p_urgent)
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
               and exists (select from access_grant g
                            where g.organisation_id = m.organisation_id and g.case_id = n.case_id and g.revoked_at is null
                              and g.visible_from <= chosei_now()
                              and (g.visible_until is null or chosei_now() < g.visible_until)
                              and (n.urgent or g.audience_id = n.audience_id))
    ), ranked as (
        select s.person_id, s.organisation_id, s.case_id, s.at,
               least(case when s.urgent and (s.mine or not s.staff) then 0 else 9 end,
                     case when s.subjects like '%"mention:' || s.person_id || '"%'
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

-- Whom there is something to tell, who may still see it, and how each wants to be told.
create function open_notices() returns table (person_id uuid, organisation_id uuid, case_id uuid, rank int,
        first_at timestamptz, last_at timestamptz, email text, locale text, staff boolean, daily_at time, quiet_from time,
        quiet_until time, zone text, business_days boolean)
    language sql stable security definer set search_path = public, pg_temp as $$
    select d.person_id, d.organisation_id, d.case_id, d.rank, d.first_at, d.last_at, p.email, p.locale, m.staff,
           coalesce(w.daily_at, '09:00'), w.quiet_from, w.quiet_until, coalesce(w.zone, p.zone), coalesce(w.business_days, false)
      from notice_due d
      join person p on p.id = d.person_id and p.disabled_at is null
      join lateral (select bool_or(x.role in ('coordinator', 'approver')) as staff from membership x
                     where x.person_id = d.person_id and x.organisation_id = d.organisation_id and x.ended_at is null
                       and x.role <> 'administrator' having count(*) > 0) m on true
      left join notice_setting w on w.person_id = d.person_id and w.organisation_id = d.organisation_id
     where d.told_at is null and scope_purpose() = 'mail-out'
       and (m.staff or exists (select from access_grant g
                                where g.organisation_id = d.organisation_id and g.case_id = d.case_id and g.revoked_at is null
                                  and g.visible_from <= chosei_now()
                                  and (g.visible_until is null or chosei_now() < g.visible_until)))
     order by d.person_id, d.organisation_id, d.case_id $$;
revoke all on function gather_notices, open_notices from public;
grant execute on function gather_notices, open_notices to ${app};

-- Business days of who is told.
create policy sending_read on holiday for select to ${app} using ((select scope_purpose()) = 'mail-out');
create policy sending_read on organisation_closure for select to ${app} using ((select scope_purpose()) = 'mail-out');
