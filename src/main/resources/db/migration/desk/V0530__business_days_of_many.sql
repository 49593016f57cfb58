-- As business_days_after, now for many instants at once: the days are counted through one time, however many ask.
drop function business_days_after(timestamptz, int, text, uuid);
drop function business_days_within(int, timestamptz, int, text, uuid);
create function business_days_after_each(p_from timestamptz[], p_days int, p_zone text, p_organisation uuid)
    returns table (from_at timestamptz, due_at timestamptz)
    language sql stable rows 1000 set search_path = public, pg_temp as $$
    with start as (
        select distinct s as at, (s at time zone p_zone)::date as day, (s at time zone p_zone)::time as hour
          from unnest(p_from) s where s is not null),
    closed as (
        select c.first_day, c.last_day from organisation_closure c
         where c.ended_at is null and (c.organisation_id = p_organisation
               or c.organisation_id in (select o.id from organisation o where o.kind = 'COORDINATOR'))),
    holidays as (
        select day from (select day, rank() over (partition by extract(year from day) order by import_id desc) from holiday) h
         where rank = 1),
    -- somebody may be closed for long
    every as (
        select d::date as day from generate_series((select min(day) from start), (select max(day) from start) + 800,
                                                   interval '1 day') d),
    days as materialized (
        select e.day, e.open, count(*) filter (where e.open) over (order by e.day) as n
          from (select day, extract(isodow from day) < 6 and day not in (select h.day from holidays h)
                       and not exists (select from closed c where every.day between c.first_day and c.last_day) as open
                  from every) e)
    select s.at, case when f.open then (b.day + s.hour) at time zone p_zone else b.day::timestamp at time zone p_zone end
      from start s join days f on f.day = s.day
      left join days b on b.open and b.n = f.n + p_days + case when f.open then 0 else 1 end $$;
