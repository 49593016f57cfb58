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

-- A question about an embargo is over with the embargo, with its case, with an agreement that ended after it was asked and with
-- a suspension; afterwards it is asked anew.
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
       and not exists (select from case_end e where e.case_id = c.case_id)
       and not exists (select from organisation_state o where o.organisation_id = scope_organisation()
                          and o.since >= invited.at and o.state <> 'ACTIVE')
       and not exists (select from agreement_signature s where s.organisation_id = scope_organisation()
                          and (s.ended_at >= invited.at or s.until >= invited.at and s.until <= chosei_now())
                          and not exists (select from agreement_signature h
                                where h.organisation_id = s.organisation_id and h.kind = s.kind and h.ended_at is null
                                  and (h.until is null or chosei_now() < h.until)))
       and (select o.state from organisation_state o where o.organisation_id = scope_organisation()
             order by o.id desc limit 1) = 'ACTIVE' $$;

-- A vulnerability that came with another case, by a merge or by hand, is for vendors of this one that were granted something
-- since: what they were told before was not about it.
create or replace function case_vulnerabilities(p_case uuid)
    returns table (vulnerability_id uuid, ordinal int, cve text, label uuid)
    language sql stable security definer set search_path = public, pg_temp as $$
    select c.vulnerability_id, c.ordinal, v.cve, case when scope_staff() then c.label end
      from case_vulnerability c join vulnerability v on v.id = c.vulnerability_id
     where c.case_id = p_case and c.moved_to is null
       and (scope_staff() or coalesce(scope_purpose(), '') in ('publication', 'mail-in')
            or p_case in (select visible_cases()) and (v.case_id = p_case or exists (
                select from access_grant g where g.case_id = p_case and g.organisation_id = scope_organisation()
                   and g.revoked_at is null and g.granted_at >= c.linked_at and g.visible_from <= chosei_now()
                   and (g.visible_until is null or chosei_now() < g.visible_until))))
     order by c.ordinal $$;

-- Who was only asked sees the terms that it was asked about, those in force, and neither proposals nor how they were answered.
create function terms_in_force() returns setof uuid
    language sql stable security definer set search_path = public, pg_temp as $$
    select e.term_id from embargo_event e where e.event = 'ACCEPT' and e.case_id in (select asked_cases()) $$;
revoke all on function terms_in_force from public;
grant execute on function terms_in_force to ${app};
drop policy asked_read on embargo_term;
create policy asked_read on embargo_term for select to ${app}
    using (case_id in (select asked_cases()) and id in (select terms_in_force()));
drop policy visible_read on embargo_event;
create policy visible_read on embargo_event for select to ${app}
    using (case_id in (select visible_cases())
           or case_id in (select asked_cases()) and term_id in (select terms_in_force()));

-- That a case ended and what the world knows is for whoever sees the case; how, with which evidence and in which other case
-- it goes on is for the staff.
drop policy visible_read on case_end;
create function case_ended(of uuid) returns boolean
    language sql stable security definer set search_path = public, pg_temp as $$
    select exists (select from case_end e where e.case_id = of
                      and (scope_staff() or scope_purpose() is not null or of in (select visible_cases())
                           or of in (select asked_cases()))) $$;
drop policy visible_read on case_event;
create policy definer on case_event for select to current_user using (true);
create function case_world(of uuid) returns setof text
    language sql stable security definer set search_path = public, pg_temp as $$
    select e.event from case_event e where e.case_id = of
       and (scope_staff() or scope_purpose() in ('publication', 'mail-out') or of in (select visible_cases())) $$;
revoke all on function case_ended, case_world from public;
grant execute on function case_ended, case_world to ${app};

-- A file comes with a message of whoever adds it.
drop policy audience_add on message_file;
create policy audience_add on message_file for insert to ${app} with check (message_id in (
    select m.id from message m where m.organisation_id = (select scope_organisation())
       and m.author = (select scope_actor())));

-- An organisation acknowledges for itself, where nobody else reads it.
drop policy own_add on acknowledgement;
create policy own_add on acknowledgement for insert to ${app}
    with check (organisation_id = (select scope_organisation()) and audience_id in (select own_audiences()));

-- Steps that the protocol cannot take do not get in: each kind once for each of the terms, and back only what is proposed.
create unique index embargo_event_once on embargo_event (term_id, event) where term_id is not null;
create function terms_proposed() returns setof uuid
    language sql stable security definer set search_path = public, pg_temp as $$
    select p.term_id from embargo_proposer p
      join embargo_event e on e.term_id = p.term_id and e.event = 'PROPOSE'
     where p.organisation_id = scope_organisation()
       and not exists (select from embargo_event a where a.term_id = p.term_id and a.event = 'ACCEPT') $$;
revoke all on function terms_proposed from public;
grant execute on function terms_proposed to ${app};
drop policy own_step on embargo_event;
create policy own_step on embargo_event for insert to ${app}
    with check (case_id in (select visible_cases())
                and (event = 'PROPOSE' and term_id in (
                        select term_id from embargo_proposer where organisation_id = (select scope_organisation()))
                     or event = 'REJECT' and term_id in (select terms_proposed())));
alter table embargo_term add check (zone ~ '^[A-Za-z0-9+_/:-]{1,60}$');
