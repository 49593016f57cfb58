-- The organisation that a person chose last to act for. It counts at sign-in only while the person is a member there.
alter table person add column acts_for uuid;
grant update (acts_for) on person to ${app};

-- Everything that the acting person is a member of now, whichever organisation it acts for. has_left: the organisation has
-- withdrawn, so that its people only read.
create function own_organisations() returns table (id uuid, name_ja text, name_en text, roles text[], since timestamptz,
                                                   has_left boolean)
    language sql stable security definer set search_path = public, pg_temp as $$
    select o.id, o.name_ja, o.name_en, array_agg(m.role order by m.role), min(m.since),
           coalesce((select s.state = 'WITHDRAWN' from organisation_state s where s.organisation_id = o.id
                      order by s.id desc limit 1), false)
      from membership m join organisation o on o.id = m.organisation_id
     where m.person_id = scope_person() and m.ended_at is null
     group by o.id $$;

-- For whom a person acts after sign-in: the organisation chosen last, else the one joined first. One that has left comes last,
-- and where the person is no member any more comes never.
create function signs_in_for(p_person uuid) returns uuid
    language sql stable security definer set search_path = public, pg_temp as $$
    select m.organisation_id from membership m join person p on p.id = m.person_id
     where m.person_id = p_person and m.ended_at is null
       and (scope_purpose() = 'sign-in' or scope_person() = p_person)
     group by m.organisation_id, p.acts_for
     order by coalesce((select s.state = 'WITHDRAWN' from organisation_state s where s.organisation_id = m.organisation_id
                         order by s.id desc limit 1), false),
              m.organisation_id is distinct from p.acts_for, min(m.since), m.organisation_id
     limit 1 $$;
revoke all on function own_organisations, signs_in_for from public;
grant execute on function own_organisations, signs_in_for to ${app};
