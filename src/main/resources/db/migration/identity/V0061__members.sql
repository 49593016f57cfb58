-- An organisation invites its own people, never staff, and shuts them out; who was shut out can be invited again.
alter table membership
    add column ended_at timestamptz,
    add column ended_by text,
    add check ((ended_at is null) = (ended_by is null));

-- Who keeps the organisation. Its other members neither see invitations nor end memberships.
create function responsible_here() returns boolean
    language sql stable security definer set search_path = public, pg_temp as $$
    select exists (select from membership m where m.person_id = scope_person() and m.organisation_id = scope_organisation()
                      and m.role = 'responsible' and m.ended_at is null) $$;
revoke all on function responsible_here from public;
grant execute on function responsible_here to ${app};

create policy own_end on membership for update to ${app}
    using (organisation_id = (select scope_organisation()) and ended_at is null and (select responsible_here()))
    with check (organisation_id = (select scope_organisation()) and ended_by = (select scope_actor()));
create policy sign_in_return on membership for update to ${app}
    using ((select scope_purpose()) = 'sign-in') with check ((select scope_purpose()) = 'sign-in');
grant update (since, ended_at, ended_by) on membership to ${app};

create policy own_read on invitation for select to ${app}
    using (organisation_id = (select scope_organisation()) and (select responsible_here()));
create policy own_add on invitation for insert to ${app}
    with check (organisation_id = (select scope_organisation()) and (select responsible_here())
                and roles <@ array['responsible', 'member'] and accepted_at is null);
create policy own_replace on invitation for update to ${app}
    using (organisation_id = (select scope_organisation()) and accepted_at is null and (select responsible_here()))
    with check (organisation_id = (select scope_organisation()) and accepted_at is null);

-- The second factor's secret and the mail with the link: sealed by whoever invites, who cannot read either again.
create policy invite_add on sealed_item for insert to ${app}
    with check ((select scope_kind()) = 'person' and case_id is null and organisation_id is null
                and (select responsible_here()));
create policy invite_add on clear_letter for insert to ${app}
    with check ((select scope_kind()) = 'person' and template = 'INVITATION' and (select responsible_here()));
create policy invite_add on scheduled_tasks for insert to ${app}
    with check ((select scope_kind()) = 'person' and task_name = 'mail.clear' and (select responsible_here()));
