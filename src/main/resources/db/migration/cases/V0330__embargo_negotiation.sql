-- The embargo of a case as the protocol has it (Vultron EM): terms that somebody proposed, and what happened to them, in
-- order. Where a case stands is replayed from that and is stored nowhere.
alter table embargo_term rename column confirmed_at to proposed_at;
alter table embargo_term add column respond_by timestamptz;

-- Whose terms they are is nobody's business among vendors: it is a row of its own, and so is who took a step (embargo_hand).
-- Terms without one are the coordinator's.
create table embargo_proposer (
    term_id         uuid primary key references embargo_term,
    organisation_id uuid not null references organisation,
    proposed_by     text not null default scope_actor()
);
call protect_table('embargo_proposer');
create policy staff_all on embargo_proposer to ${app} using ((select scope_staff())) with check ((select scope_staff()));
create policy own_all on embargo_proposer to ${app}
    using (organisation_id = (select scope_organisation())) with check (organisation_id = (select scope_organisation()));
create policy mail_read on embargo_proposer for select to ${app} using ((select scope_purpose()) = 'mail-out');
grant select, insert on embargo_proposer to ${app};

create table embargo_event (
    id      uuid primary key default uuidv7(),
    case_id uuid not null references coordination_case,
    event   text not null check (event in ('PROPOSE', 'REJECT', 'ACCEPT', 'TERMINATE')),
    term_id uuid references embargo_term,
    reason  text check (reason ~ '^[a-z]+(-[a-z]+)*$'),
    at      timestamptz not null default chosei_now(),
    check ((event = 'TERMINATE') = (term_id is null)),
    check ((event = 'TERMINATE') = (reason is not null) or event = 'REJECT')
);
create index embargo_event_case on embargo_event (case_id, id);
create table embargo_hand (
    event_id uuid primary key references embargo_event,
    done_by  text not null default scope_actor()
);
alter table embargo_term add unique (id, case_id);
alter table embargo_event add foreign key (term_id, case_id) references embargo_term (id, case_id);
alter table embargo_consent add foreign key (term_id, case_id) references embargo_term (id, case_id);
-- What was confirmed and ended before this version; done by the owner, who moves rows only as a backup does.
select set_config('chosei.purpose', 'backup', true);
insert into embargo_event (case_id, event, term_id, at)
    select case_id, 'PROPOSE', id, proposed_at from embargo_term order by id;
insert into embargo_event (case_id, event, term_id, at)
    select case_id, 'ACCEPT', id, proposed_at from embargo_term order by id;
insert into embargo_event (case_id, event, reason, at)
    select case_id, 'TERMINATE', case when reason ~ '^[a-z]+(-[a-z]+)*$' then reason else 'other' end, ended_at
      from embargo_end order by ended_at;
insert into embargo_hand (event_id, done_by)
    select e.id, t.confirmed_by from embargo_event e join embargo_term t on t.id = e.term_id;
insert into embargo_hand (event_id, done_by)
    select e.id, x.ended_by from embargo_event e join embargo_end x using (case_id) where e.event = 'TERMINATE';
do $$
begin
    if (select count(*) from embargo_event)
            <> 2 * (select count(*) from embargo_term) + (select count(*) from embargo_end) then
        raise exception 'the embargoes were not all carried over';
    end if;
    if (select count(*) from embargo_hand) <> (select count(*) from embargo_event) then
        raise exception 'of some steps it is not known who took them';
    end if;
end $$;
select set_config('chosei.purpose', '', true);
drop table embargo_end;
drop policy own_hand_confirmed_by on embargo_term;
alter table embargo_term drop column confirmed_by;
call protect_table('embargo_event');
call protect_table('embargo_hand');

-- Terms from before this version are the coordinator's own.
select set_config('chosei.purpose', 'backup', true);
insert into embargo_proposer (term_id, organisation_id, proposed_by)
    select e.term_id, o.id, h.done_by from embargo_event e join embargo_hand h on h.event_id = e.id, organisation o
     where e.event = 'PROPOSE' and o.kind = 'COORDINATOR';
select set_config('chosei.purpose', '', true);

-- Answers to terms, in order; the newest row of an organisation holds. Silence is no row.
alter table embargo_consent drop constraint embargo_consent_term_id_organisation_id_key;
alter table embargo_consent drop constraint embargo_consent_basis_check;
alter table embargo_consent add column state text not null default 'ACCEPTED'
    check (state in ('INVITED', 'ACCEPTED', 'DECLINED'));
alter table embargo_consent alter column state drop default;
alter table embargo_consent add column respond_by timestamptz;
alter table embargo_consent add column given_by text not null default 'system:setup';
alter table embargo_consent alter column given_by set default scope_actor();
alter table embargo_consent alter column nda_version drop not null;
alter table embargo_consent alter column policy_version drop not null;
alter table embargo_consent add check (basis in ('standing', 'own', 'proposer', 'carried', 'invited', 'told'));
alter table embargo_consent add check ((basis = 'standing') = (nda_version is not null and policy_version is not null));
alter table embargo_consent add check ((state = 'INVITED') = (basis = 'invited'));
create index embargo_consent_newest on embargo_consent (case_id, term_id, organisation_id, id desc);
create index embargo_consent_organisation on embargo_consent (organisation_id, case_id);
create policy own_hand_given_by on embargo_consent as restrictive for insert to ${app}
    with check (given_by = (select scope_actor()));
create policy definer on embargo_consent for select to current_user using (true);

-- Who left a case, was removed from it or came back, in order; the newest row holds, and whoever has none is in.
create table participant_step (
    id              uuid primary key default uuidv7(),
    case_id         uuid not null references coordination_case,
    organisation_id uuid not null references organisation,
    step            text not null check (step in ('left', 'removed', 'returned')),
    -- what somebody who leaves while an embargo is in force says about keeping to it (Vultron, leaving)
    adheres         boolean,
    reason          uuid references sealed_item,
    at              timestamptz not null default chosei_now(),
    done_by         text not null default scope_actor(),
    check (adheres is null or step = 'left')
);
create index participant_step_newest on participant_step (case_id, organisation_id, id desc);
call protect_table('participant_step');
create policy definer on participant_step for select to current_user using (true);
create policy staff_all on participant_step to ${app} using ((select scope_staff())) with check ((select scope_staff()));
create policy own_read on participant_step for select to ${app}
    using (organisation_id = (select scope_organisation()) and case_id in (select visible_cases()));
create policy own_leave on participant_step for insert to ${app}
    with check (organisation_id = (select scope_organisation()) and step = 'left' and case_id in (select visible_cases()));
create policy purpose_read on participant_step for select to ${app} using ((select scope_purpose()) in ('mail-out', 'publication'));
grant select, insert on participant_step to ${app};

-- The cases about whose embargo staff asked an organisation and which it has not refused, perhaps before it learns
-- anything else of them; not those that it left or from which it was cut off. Consent that stands by an NDA is no question:
-- it is recorded before the instant of a wave, when nobody may know of the case.
create function asked_cases() returns setof uuid
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
       and (select o.state from organisation_state o where o.organisation_id = scope_organisation()
             order by o.id desc limit 1) = 'ACTIVE' $$;
drop policy own_read on embargo_consent;
create policy own_read on embargo_consent for select to ${app}
    using (organisation_id = (select scope_organisation())
           and (case_id in (select visible_cases()) or case_id in (select asked_cases())));
create policy own_answer on embargo_consent for insert to ${app}
    with check (organisation_id = (select scope_organisation()) and state in ('ACCEPTED', 'DECLINED')
                and basis in ('own', 'proposer')
                and (case_id in (select visible_cases()) or case_id in (select asked_cases())));
create policy purpose_read on embargo_consent for select to ${app}
    using ((select scope_purpose()) in ('publication', 'mail-out'));

create policy asked_read on embargo_term for select to ${app} using (case_id in (select asked_cases()));
create policy own_propose on embargo_term for insert to ${app} with check (case_id in (select visible_cases()));

create policy staff_all on embargo_event to ${app} using ((select scope_staff())) with check ((select scope_staff()));
create policy visible_read on embargo_event for select to ${app}
    using (case_id in (select visible_cases()) or case_id in (select asked_cases()));
create policy own_step on embargo_event for insert to ${app}
    with check (case_id in (select visible_cases()) and event in ('PROPOSE', 'REJECT')
                and term_id in (select term_id from embargo_proposer where organisation_id = (select scope_organisation())));
create policy purpose_read on embargo_event for select to ${app}
    using ((select scope_purpose()) in ('publication', 'mail-out'));
create policy publication_end on embargo_event for insert to ${app}
    with check ((select scope_purpose()) = 'publication' and event in ('REJECT', 'TERMINATE'));
grant select, insert on embargo_event to ${app};
create policy staff_all on embargo_hand to ${app} using ((select scope_staff())) with check ((select scope_staff()));
create policy own_hand on embargo_hand for insert to ${app}
    with check ((select scope_kind()) = 'person' and event_id in (
        select e.id from embargo_event e join embargo_proposer p on p.term_id = e.term_id
         where p.organisation_id = (select scope_organisation())));
create policy publication_hand on embargo_hand for insert to ${app} with check ((select scope_purpose()) = 'publication');
grant select, insert on embargo_hand to ${app};

-- Whoever proposes stages the job that asks the others, and no other.
create policy own_proposal on scheduled_tasks for insert to ${app}
    with check ((select scope_kind()) = 'person' and task_name = 'distribution.embargo-letters'
                and task_instance in (select term_id::text from embargo_proposer
                                       where organisation_id = (select scope_organisation())));

-- What somebody who was asked may know of the case: its number and TLP, nothing else.
create policy definer on coordination_case for select to current_user using (true);
create function asked_case(of uuid, out number text, out tlp text)
    language sql stable security definer set search_path = public, pg_temp as $$
    select number, tlp from coordination_case where id = of and id in (select asked_cases()) $$;

-- What the world knows and does (Vultron CS, pxa): each happens once. evidence is for the staff.
create table case_event (
    id       uuid primary key default uuidv7(),
    case_id  uuid not null references coordination_case,
    event    text not null check (event in ('PUBLIC_AWARE', 'EXPLOIT_PUBLIC', 'ATTACKS_OBSERVED')),
    evidence uuid references sealed_item,
    at       timestamptz not null default chosei_now(),
    noted_by text not null default scope_actor(),
    unique (case_id, event)
);
call protect_table('case_event');
create policy staff_all on case_event to ${app} using ((select scope_staff())) with check ((select scope_staff()));
create policy visible_read on case_event for select to ${app} using (case_id in (select visible_cases()));
create policy publication_read on case_event for select to ${app}
    using ((select scope_purpose()) in ('publication', 'mail-out'));
create policy publication_add on case_event for insert to ${app}
    with check ((select scope_purpose()) = 'publication' and event = 'PUBLIC_AWARE');
grant select, insert on case_event to ${app};

-- That a person looked at an event that should end the embargo and kept it, with the reason.
create table embargo_review (
    event_id uuid primary key references case_event,
    case_id  uuid not null references coordination_case,
    reason   uuid not null references sealed_item,
    kept_at  timestamptz not null default chosei_now(),
    kept_by  text not null default scope_actor()
);
call protect_table('embargo_review');
create policy staff_all on embargo_review to ${app} using ((select scope_staff())) with check ((select scope_staff()));
grant select, insert on embargo_review to ${app};

-- Cuts an organisation off from one case, as its own withdrawal of consent or its leaving does.
create function revoke_case(of uuid, organisation uuid, reason text) returns int
    language sql security definer set search_path = public, pg_temp as $$
    with cut as (
        update access_grant set revoked_at = chosei_now(), revoked_by = scope_actor(), revoked_reason = reason
         where case_id = of and organisation_id = organisation and revoked_at is null
           and (scope_staff() or organisation = scope_organisation()) returning 1)
    select count(*)::int from cut $$;
