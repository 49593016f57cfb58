-- As before; what class organisations were of, and who asks, is looked for once for all that are asked for.
create or replace function vetting_of(p_organisations uuid[], p_at timestamptz)
    returns table (organisation_id uuid, state text, due boolean, at timestamptz, called_by text, signed_by text)
    language sql stable security definer set search_path = public, pg_temp as $$
    with changed as (
        select distinct on (c.organisation_id) c.organisation_id, c.was from registration_class_change c
         where c.organisation_id = any (p_organisations) and c.changed_at > p_at order by c.organisation_id, c.id),
    known as (
        select o.id, d.due_at, coalesce(c.was, o.registration_class) as class
          from organisation o left join changed c on c.organisation_id = o.id
          left join vetting_due d on d.organisation_id = o.id and d.due_at <= p_at
         where o.id = any (p_organisations)
           and ((select scope_staff()) or o.id = (select scope_organisation())
                or (select scope_purpose()) in ('mail-in', 'mail-out', 'publication', 'setup'))),
    denied as (
        select r.organisation_id, r.recorded_at, c.recorded_at as corrected_at
          from vetting_record r join known k on k.id = r.organisation_id
          left join vetting_record c on c.corrects = r.id
         where r.kind = 'CALL_BACK' and r.result = 'NOT_CONFIRMED' and r.recorded_at <= p_at),
    signed as (
        select distinct on (s.organisation_id) s.organisation_id, s.signed_at, r.recorded_by, s.signed_by
          from vetting_sign_off s join vetting_record r on r.id = s.call_back_id join known k on k.id = s.organisation_id
         where s.signed_at <= p_at and (s.with_meeting or k.class is distinct from 'GENERAL')
           and not exists (select from denied d
                            where d.organisation_id = s.organisation_id
                              and (d.recorded_at > s.signed_at
                                   or d.recorded_at >= r.recorded_at and coalesce(d.corrected_at > s.signed_at, true)))
           and not exists (select from vetting_record c join vetting_record o on o.id = c.corrects
                            where c.organisation_id = s.organisation_id and o.recorded_at <= s.signed_at
                              and c.recorded_at > s.signed_at and c.recorded_at <= p_at)
         order by s.organisation_id, s.signed_at),
    elsewhere as (
        select distinct on (e.organisation_id) e.organisation_id, e.recorded_at, e.recorded_by
          from vetting_elsewhere e join known k on k.id = e.organisation_id
         where e.recorded_at <= p_at
           and not exists (select from denied d
                            where d.organisation_id = e.organisation_id and d.recorded_at > e.recorded_at)
         order by e.organisation_id, e.recorded_at),
    first as (
        select f.organisation_id, min(f.recorded_at) as recorded_at
          from (select r.organisation_id, r.recorded_at from vetting_record r
                 union all select e.organisation_id, e.recorded_at from vetting_elsewhere e) f
          join known k on k.id = f.organisation_id
         where f.recorded_at <= p_at group by f.organisation_id)
    select k.id,
           case when s.organisation_id is not null then 'DONE' when e.organisation_id is not null then 'ELSEWHERE'
                when k.due_at is not null or f.organisation_id is not null then 'OPEN' else 'NONE' end,
           k.due_at is not null,
           case when s.organisation_id is not null then s.signed_at when e.organisation_id is not null then e.recorded_at
                else least(k.due_at, f.recorded_at) end,
           case when (select scope_staff()) then s.recorded_by end,
           case when (select scope_staff()) then coalesce(s.signed_by, e.recorded_by) end
      from known k left join signed s on s.organisation_id = k.id left join elsewhere e on e.organisation_id = k.id
      left join first f on f.organisation_id = k.id $$;
