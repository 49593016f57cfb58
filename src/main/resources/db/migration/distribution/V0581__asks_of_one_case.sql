-- When a notice opens, all its vendors ask at once what is asked of them: planned once, not each time. A function within another is
-- planned anew in every transaction, so that what is asked becomes a part of whoever asks: the functions below, and no others,
-- may call it.
alter function ask_facts_of(uuid[], uuid) security invoker;
alter function ask_facts_of(uuid[], uuid) reset all;

-- As before. Planned by how many cases it is about: by a plan for a few, many cases would take the square of their number.
create or replace function ask_facts(p_cases uuid[])
    returns table (wave_id uuid, case_id uuid, organisation_id uuid, notice_id uuid, asked_at timestamptz, rules int,
                   first_wave boolean, received_at timestamptz, received_how text, decided_at timestamptz, affected boolean,
                   fix_at timestamptz, word_at timestamptz, telephone_at timestamptz)
    language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
    v_organisation uuid := case when scope_staff() or scope_purpose() = 'mail-out' then null
                                else coalesce(scope_organisation(), '00000000-0000-0000-0000-000000000000') end;
begin
    return query select f.* from ask_facts_of(p_cases, v_organisation) f;
end $$;

-- The same for the vendor that acts, in one case, with its own audience there.
create function own_ask_facts(p_case uuid)
    returns table (wave_id uuid, case_id uuid, organisation_id uuid, notice_id uuid, asked_at timestamptz, rules int,
                   first_wave boolean, received_at timestamptz, received_how text, decided_at timestamptz, affected boolean,
                   fix_at timestamptz, word_at timestamptz, telephone_at timestamptz, audience uuid)
    language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
    v_organisation uuid := coalesce(scope_organisation(), '00000000-0000-0000-0000-000000000000');
begin
    return query
        select f.*, a.id from ask_facts_of(array[p_case], v_organisation) f
          left join audience a on a.case_id = f.case_id and a.kind = 'organisation' and a.organisation_id = v_organisation
         order by f.asked_at, f.wave_id;
end $$;
revoke all on function own_ask_facts from public;
grant execute on function own_ask_facts to ${app};
