-- Who of the staff noted an event or ended a case is for the staff. Who took a step as a participant is in the ledger alone.
create table case_hand (
    -- a row of case_event, or the case of a case_end
    row_id  uuid primary key,
    done_by text not null default scope_actor()
);
select set_config('chosei.purpose', 'backup', true);
insert into case_hand (row_id, done_by) select id, noted_by from case_event;
insert into case_hand (row_id, done_by) select case_id, ended_by from case_end;
do $$
begin
    if (select count(*) from case_hand) <> (select count(*) from case_event) + (select count(*) from case_end) then
        raise exception 'of some events it is not known who noted them';
    end if;
end $$;
select set_config('chosei.purpose', '', true);
drop policy own_hand_noted_by on case_event;
drop policy own_hand_ended_by on case_end;
drop policy own_hand_done_by on participant_step;
alter table case_event drop column noted_by;
alter table case_end drop column ended_by;
alter table participant_step drop column done_by;
call protect_table('case_hand');
create policy staff_all on case_hand to ${app} using ((select scope_staff())) with check ((select scope_staff()));
create policy publication_hand on case_hand for insert to ${app} with check ((select scope_purpose()) = 'publication');
grant select, insert on case_hand to ${app};

-- A vendor states something in its own audience: what it wrote into another one that it sees, others would read too.
create policy definer on audience for select to current_user using (true);
create function own_audiences() returns setof uuid
    language sql stable security definer set search_path = public, pg_temp as $$
    select a.id from audience a
     where a.kind = 'organisation' and a.organisation_id = scope_organisation() and a.id in (select visible_audiences()) $$;
revoke all on function own_audiences from public;
grant execute on function own_audiences to ${app};
drop policy own_add on vulnerability_status;
create policy own_add on vulnerability_status for insert to ${app}
    with check (organisation_id = (select scope_organisation()) and audience_id in (select own_audiences())
                and via = 'web');

-- A question about an embargo is over with an agreement that ended after it was asked; after a new signature it is asked anew.
create or replace function asked_cases() returns setof uuid
    language sql stable security definer set search_path = public, pg_temp as $$
    select c.case_id from (
            select distinct on (case_id) case_id, state from embargo_consent
             where organisation_id = scope_organisation() and basis not in ('standing', 'carried')
             order by case_id, id desc) c
      cross join lateral (
            select max(i.given_at) as at from embargo_consent i
             where i.case_id = c.case_id and i.basis = 'invited' and i.organisation_id = scope_organisation()) invited
     where c.state <> 'DECLINED' and invited.at is not null
       and not exists (select from access_grant g where g.case_id = c.case_id and g.organisation_id = scope_organisation()
                          and g.revoked_at >= invited.at and g.visible_from <= g.revoked_at)
       and not exists (
            select from (select step, at from participant_step s
                          where s.case_id = c.case_id and s.organisation_id = scope_organisation()
                          order by s.id desc limit 1) newest where step <> 'returned' and at >= invited.at)
       and not exists (select from embargo_event e where e.case_id = c.case_id and e.event = 'TERMINATE')
       and not exists (select from agreement_signature s
                        where s.organisation_id = scope_organisation() and s.ended_at >= invited.at)
       and (select o.state from organisation_state o where o.organisation_id = scope_organisation()
             order by o.id desc limit 1) = 'ACTIVE' $$;

-- Of a vulnerability that came with a merged case the CVE id is shown to vendors that were told something of this case since,
-- and to those that knew it from the case it came from.
create policy definer on case_relation for select to current_user using (true);
create or replace function case_vulnerabilities(p_case uuid)
    returns table (vulnerability_id uuid, ordinal int, cve text, label uuid)
    language sql stable security definer set search_path = public, pg_temp as $$
    select c.vulnerability_id, c.ordinal,
           case when scope_staff() or coalesce(scope_purpose(), '') in ('publication', 'mail-in') or not c.merged
                     or exists (select from access_grant g
                                 where g.organisation_id = scope_organisation() and g.case_id = c.case_id
                                   and g.visible_from >= c.linked_at and g.visible_from <= chosei_now())
                     or exists (select from access_grant g
                                 where g.organisation_id = scope_organisation() and g.case_id = c.came_from
                                   and g.visible_from <= least(coalesce(g.revoked_at, 'infinity'), chosei_now()))
                then v.cve end,
           case when scope_staff() then c.label end
      from (select c.*, r.child_id as came_from, r.child_id is not null as merged
              from case_vulnerability c
              left join lateral (
                    select r.child_id from case_relation r join case_vulnerability was on was.case_id = r.child_id
                     where r.parent_id = c.case_id and r.kind = 'merged' and was.vulnerability_id = c.vulnerability_id
                       and c.linked_at >= r.at
                     limit 1) r on true
             where c.case_id = p_case and c.moved_to is null) c
      join vulnerability v on v.id = c.vulnerability_id
     where scope_staff() or coalesce(scope_purpose(), '') in ('publication', 'mail-in')
        or p_case in (select visible_cases())
     order by c.ordinal $$;
