-- What was mistyped is taken back, not deleted: the row stays, for the ledger and for the backup, and nobody reads it.
alter table case_alias
    add column removed_at timestamptz,
    add column removed_by text,
    add check ((removed_at is null) = (removed_by is null)),
    add check (removed_at is null or not allocated),
    drop constraint case_alias_case_id_value_key;
create unique index case_alias_value on case_alias (case_id, value) where removed_at is null;
drop policy staff_all on case_alias;
create policy staff_all on case_alias to ${app}
    using ((select scope_staff()) and removed_at is null) with check ((select scope_staff()) and removed_at is null);
drop policy routing_read on case_alias;
create policy routing_read on case_alias for select to ${app}
    using ((select scope_purpose()) = 'mail-in' and removed_at is null);
create policy definer on case_alias for select to current_user using (true);
create policy definer_removal on case_alias for update to current_user using (scope_staff()) with check (scope_staff());
create function remove_alias(p_case uuid, p_canonical text) returns boolean
    language sql security definer set search_path = public, pg_temp as $$
    with removed as (
        update case_alias set removed_at = chosei_now(), removed_by = scope_actor()
         where case_id = p_case and canonical = p_canonical and not allocated and removed_at is null and scope_staff()
        returning 1)
    select exists (select from removed) $$;

alter table case_vulnerability
    add column removed_at timestamptz,
    add column removed_by text,
    add check ((removed_at is null) = (removed_by is null));
drop policy staff_all on case_vulnerability;
create policy staff_all on case_vulnerability to ${app}
    using ((select scope_staff()) and removed_at is null) with check ((select scope_staff()) and removed_at is null);
create policy definer_removal on case_vulnerability for update to current_user
    using (scope_staff()) with check (scope_staff());
create function remove_vulnerability(p_case uuid, p_vulnerability uuid) returns boolean
    language sql security definer set search_path = public, pg_temp as $$
    with removed as (
        update case_vulnerability set removed_at = chosei_now(), removed_by = scope_actor(), form = null
         where case_id = p_case and vulnerability_id = p_vulnerability and removed_at is null and moved_to is null
           and scope_staff()
        returning 1)
    select exists (select from removed) $$;
-- Listed again it returns under its own number, which nothing else was given meanwhile.
create function restore_vulnerabilities(p_case uuid, p_vulnerabilities uuid[]) returns bigint
    language sql security definer set search_path = public, pg_temp as $$
    with restored as (
        update case_vulnerability set removed_at = null, removed_by = null
         where case_id = p_case and vulnerability_id = any(p_vulnerabilities) and removed_at is not null and scope_staff()
        returning 1)
    select count(*) from restored $$;
create function last_vulnerability(p_case uuid) returns int
    language sql stable security definer set search_path = public, pg_temp as $$
    select coalesce(max(ordinal), 0) from case_vulnerability where case_id = p_case and scope_staff() $$;
revoke all on function remove_alias, remove_vulnerability, restore_vulnerabilities, last_vulnerability from public;
grant execute on function remove_alias, remove_vulnerability, restore_vulnerabilities, last_vulnerability to ${app};

-- As before, without what was taken back.
create or replace function case_vulnerabilities(p_case uuid)
    returns table (vulnerability_id uuid, ordinal int, cve text, label uuid)
    language sql stable security definer set search_path = public, pg_temp as $$
    select c.vulnerability_id, c.ordinal, v.cve, case when scope_staff() then c.label end
      from case_vulnerability c join vulnerability v on v.id = c.vulnerability_id
     where c.case_id = p_case and c.moved_to is null and c.removed_at is null
       and (scope_staff() or coalesce(scope_purpose(), '') in ('publication', 'mail-in')
            or p_case in (select visible_cases()) and (v.case_id = p_case or exists (
                select from access_grant g where g.case_id = p_case and g.organisation_id = scope_organisation()
                   and g.revoked_at is null and g.granted_at >= c.linked_at and g.visible_from <= chosei_now()
                   and (g.visible_until is null or chosei_now() < g.visible_until))))
     order by c.ordinal $$;
