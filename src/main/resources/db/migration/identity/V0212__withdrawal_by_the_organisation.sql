-- An organisation's responsible person may end its registration for good, as staff may; the team and the CSIRT are told.
create policy own_withdrawal on organisation_state for insert to ${app}
    with check (organisation_id = (select scope_organisation()) and (select scope_kind()) = 'person'
                and state = 'WITHDRAWN' and reason is not null and (select responsible_here()));
create policy withdrawal_add on clear_letter for insert to ${app}
    with check ((select scope_kind()) = 'person' and template in ('WITHDRAWN', 'WITHDRAWAL_TOLD')
                and (select responsible_here()));

-- Whose organisation leaves is signed out in every browser. A member cannot see the sessions of others, so this runs as the
-- definer: for staff on any organisation, for a member on its own.
create policy definer_read on session for select to current_user
    using (scope_staff() or organisation_id = scope_organisation());
create policy definer_end on session for update to current_user
    using (scope_staff() or organisation_id = scope_organisation())
    with check (scope_staff() or organisation_id = scope_organisation());
create function end_sessions_of(p_organisation uuid) returns bigint
    language sql security definer set search_path = public, pg_temp as $$
    with ended as (update session set ended_at = chosei_now()
                    where organisation_id = p_organisation and ended_at is null returning 1)
    select count(*) from ended $$;
revoke all on function end_sessions_of from public;
grant execute on function end_sessions_of to ${app};
