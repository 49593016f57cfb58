-- What is asked of a vendor after a wave's instant, in three steps, and how it is reached when it is silent. Whether a step is
-- met follows from what was acknowledged, stated or said by telephone; only who tried to reach whom is kept here.

-- In how many business days each step is to be met, and how many pass between the rungs; in versions. A wave keeps the
-- version that was in force when it was planned. Waves planned before there were rules are asked nothing.
create table ask_rule (
    version         int primary key,
    receipt_days    int not null check (receipt_days between 1 and 250),
    affected_days   int not null check (affected_days between 1 and 250),
    fix_days        int not null check (fix_days between 1 and 250),
    others_after    int not null check (others_after between 1 and 60),
    telephone_after int not null check (telephone_after between 1 and 60),
    letter_after    int not null check (letter_after between 1 and 60),
    fax_after       int not null check (fax_after between 1 and 60),
    -- mails of these kinds leave between these times of a business day, in the zone of the CSIRT
    opens_at        time not null,
    closes_at       time not null,
    in_force_from   timestamptz not null default chosei_now(),
    made_by         text not null default scope_actor(),
    check (receipt_days <= affected_days and affected_days <= fix_days and opens_at < closes_at)
);
call protect_table('ask_rule');
create policy definer on ask_rule for select to current_user using (true);
create policy first_add on ask_rule for insert to current_user with check (version = 1);
create policy known_read on ask_rule for select to ${app} using ((select scope_kind()) not in ('public', 'reporter'));
create policy staff_add on ask_rule for insert to ${app}
    with check ((select scope_staff()));
grant select, insert on ask_rule to ${app};
insert into ask_rule (version, receipt_days, affected_days, fix_days, others_after, telephone_after, letter_after, fax_after,
                      opens_at, closes_at, in_force_from, made_by)
select 1, 5, 10, 20, 2, 2, 3, 5, '09:00', '17:00',
       case when exists (select from wave) then chosei_now() else '-infinity' end, 'system:setup';
drop policy first_add on ask_rule;

-- A rung that was climbed: a mail to the team, mails to its other contacts, or a task for staff. Once each.
create table ask_rung (
    id              uuid primary key,
    case_id         uuid not null references coordination_case,
    wave_id         uuid not null references wave,
    organisation_id uuid not null references organisation,
    step            text not null check (step in ('RECEIPT', 'AFFECTED', 'FIX')),
    rung            text not null check (rung in ('REMINDER', 'OTHERS', 'TELEPHONE', 'LETTER', 'FAX')),
    -- to how many addresses mail went
    mails           int not null default 0,
    taken_at        timestamptz not null default chosei_now(),
    taken_by        text not null default scope_actor(),
    unique (wave_id, organisation_id, step, rung)
);
create index ask_rung_case on ask_rung (case_id, organisation_id);
call protect_table('ask_rung');
create policy definer on ask_rung for select to current_user using (true);
create policy staff_all on ask_rung to ${app} using ((select scope_staff())) with check ((select scope_staff()));
create policy sending_all on ask_rung to ${app}
    using ((select scope_purpose()) = 'mail-out') with check ((select scope_purpose()) = 'mail-out');
create policy own_read on ask_rung for select to ${app}
    using (organisation_id = (select scope_organisation()) and case_id in (select visible_cases())
           and rung in ('REMINDER', 'OTHERS'));
grant select, insert on ask_rung to ${app};

-- What a person did on a rung that needs one. The attempt of the same id keeps whom it tried and what was noted, sealed.
create table ask_act (
    id              uuid primary key references contact_attempt,
    case_id         uuid not null references coordination_case,
    wave_id         uuid not null references wave,
    organisation_id uuid not null references organisation,
    step            text not null check (step in ('RECEIPT', 'AFFECTED', 'FIX')),
    rung            text not null check (rung in ('TELEPHONE', 'LETTER', 'FAX')),
    result          text not null check (result in ('NO_ANSWER', 'LEFT_WORD', 'REACHED', 'RECEIVED', 'WRONG_NUMBER', 'SENT', 'NOT_SENT')),
    next            text not null check (next in ('WAIT', 'AGAIN', 'CLIMB', 'STOP')),
    again_on        date,
    acted_at        timestamptz not null,
    recorded_at     timestamptz not null default chosei_now(),
    recorded_by     text not null default scope_actor(),
    check ((next = 'AGAIN') = (again_on is not null)),
    check ((rung = 'TELEPHONE') = (result not in ('SENT', 'NOT_SENT')))
);
create index ask_act_case on ask_act (case_id, organisation_id);
call protect_table('ask_act');
create policy definer on ask_act for select to current_user using (true);
create policy staff_all on ask_act to ${app} using ((select scope_staff())) with check ((select scope_staff()));
grant select, insert on ask_act to ${app};

do $$
declare
    t text;
begin
    foreach t in array array['acknowledgement', 'wave_selection', 'message_hand', 'message_withdrawal'] loop
        if not exists (select from pg_policies p where p.schemaname = 'public' and p.tablename = t and p.policyname = 'definer') then
            execute format('create policy definer on %I for select to current_user using (true)', t);
        end if;
    end loop;
end $$;

-- What is known of every vendor that a wave of these cases asks, as long as the case goes on and its access lasts; of its own
-- for a vendor. The questions whether it is affected, and of fix and date, belong to the first of its waves alone.
--   received_how: said (it acknowledged), telephone (staff heard it), answer (it stated something, which it could not have otherwise)
--   decided_at: when it had said of every vulnerability whether it is affected; null while one is open
--   fix_at: when it had named a fix or a date wherever it is affected; null while one is open
--   word_at: when it last said anything in the case
create function ask_facts_of(p_cases uuid[], p_organisation uuid)
    returns table (wave_id uuid, case_id uuid, organisation_id uuid, notice_id uuid, asked_at timestamptz, rules int,
                   first_wave boolean, received_at timestamptz, received_how text, decided_at timestamptz, affected boolean,
                   fix_at timestamptz, word_at timestamptz, telephone_at timestamptz)
    language sql stable security definer set search_path = public, pg_temp as $$
    with asked as materialized (
        select w.id as wave_id, w.case_id, s.organisation_id, w.notice_id, w.visible_from as asked_at,
               (select max(r.version) from ask_rule r where r.in_force_from <= w.planned_at) as rules,
               row_number() over (partition by w.case_id, s.organisation_id order by w.visible_from, w.id) = 1 as first_wave
          from wave w join wave_selection s on s.wave_id = w.id and s.chosen
         where w.case_id = any(p_cases) and w.visible_from <= chosei_now()
           and (p_organisation is null or s.organisation_id = p_organisation)
           and not exists (select from wave_cancellation c where c.wave_id = w.id)
           and exists (select from access_grant g where g.wave_id = w.id and g.organisation_id = s.organisation_id
                          and g.revoked_at is null and (g.visible_until is null or chosei_now() < g.visible_until))
           and not exists (select from publication p where p.case_id = w.case_id and p.published_at <= chosei_now())
           and not exists (select from case_end e where e.case_id = w.case_id)),
    listed as (
        select v.case_id, count(*) as number from case_vulnerability v
         where v.case_id = any(p_cases) and v.moved_to is null and v.removed_at is null group by v.case_id),
    said as (
        select s.case_id, s.organisation_id, s.vulnerability_id, min(s.stated_at) as first_at, max(s.stated_at) as last_at,
               min(s.stated_at) filter (where s.status <> 'INVESTIGATING') as decided_at,
               (array_agg(s.status order by s.id desc))[1] as status,
               (array_agg(s.fix_date order by s.id desc))[1] as fix_date,
               min(s.stated_at) filter (where s.status in ('NOT_AFFECTED', 'FIXED', 'DECLINED')
                                           or s.status = 'AFFECTED' and s.fix_date is not null) as fix_at
          from vulnerability_status s join case_vulnerability v
            on v.case_id = s.case_id and v.vulnerability_id = s.vulnerability_id and v.moved_to is null and v.removed_at is null
         where s.case_id = any(p_cases) and (p_organisation is null or s.organisation_id = p_organisation)
         group by 1, 2, 3),
    stands as (
        select s.case_id, s.organisation_id, min(s.first_at) as first_at, max(s.last_at) as last_at,
               case when count(*) filter (where s.status <> 'INVESTIGATING') = max(l.number) then max(s.decided_at) end as decided_at,
               bool_or(s.status = 'AFFECTED') as affected,
               case when count(*) filter (where s.status in ('NOT_AFFECTED', 'FIXED', 'DECLINED')
                                             or s.status = 'AFFECTED' and s.fix_date is not null) = max(l.number)
                    then max(s.fix_at) end as fix_at
          from said s join listed l on l.case_id = s.case_id group by 1, 2),
    wrote as (
        select m.case_id, coalesce(m.organisation_id, h.organisation_id) as organisation_id, max(m.posted_at) as at
          from message m left join message_hand h on h.message_id = m.id
         where m.case_id = any(p_cases) and m.visible_from is distinct from 'infinity'
           and not exists (select from message_withdrawal x where x.message_id = m.id) group by 1, 2),
    heard as (
        select a.wave_id, a.organisation_id, min(a.acted_at) filter (where a.result = 'RECEIVED') as received_at
          from ask_act a where a.case_id = any(p_cases) and a.result = 'RECEIVED' group by 1, 2),
    spoke as (
        select a.case_id, a.organisation_id, max(a.recorded_at) as at
          from ask_act a where a.case_id = any(p_cases) and a.result in ('RECEIVED', 'REACHED') group by 1, 2)
    select a.wave_id, a.case_id, a.organisation_id, a.notice_id, a.asked_at, a.rules, a.first_wave,
           least(k.acknowledged_at, h.received_at, t.at),
           case least(k.acknowledged_at, h.received_at, t.at)
                when k.acknowledged_at then 'said' when h.received_at then 'telephone' when t.at then 'answer' end,
           s.decided_at, coalesce(s.affected, false), s.fix_at,
           greatest(k.acknowledged_at, s.last_at, w.at, p.at), h.received_at
      from asked a
      left join acknowledgement k on k.notice_id = a.notice_id and k.organisation_id = a.organisation_id
      left join stands s on s.case_id = a.case_id and s.organisation_id = a.organisation_id
      -- greatest() passes over what is null
      left join lateral (select greatest(s.first_at, a.asked_at) as at where s.first_at is not null) t on true
      left join wrote w on w.case_id = a.case_id and w.organisation_id = a.organisation_id
      left join heard h on h.wave_id = a.wave_id and h.organisation_id = a.organisation_id
      left join spoke p on p.case_id = a.case_id and p.organisation_id = a.organisation_id
     where a.rules is not null
     order by a.case_id, a.organisation_id, a.asked_at, a.wave_id $$;
revoke all on function ask_facts_of from public;

create function ask_facts(p_cases uuid[])
    returns table (wave_id uuid, case_id uuid, organisation_id uuid, notice_id uuid, asked_at timestamptz, rules int,
                   first_wave boolean, received_at timestamptz, received_how text, decided_at timestamptz, affected boolean,
                   fix_at timestamptz, word_at timestamptz, telephone_at timestamptz)
    language sql stable security definer set search_path = public, pg_temp as $$
    select f.* from ask_facts_of(p_cases, case when scope_staff() or scope_purpose() = 'mail-out' then null
                                               else coalesce(scope_organisation(), '00000000-0000-0000-0000-000000000000') end) f $$;
revoke all on function ask_facts from public;
grant execute on function ask_facts to ${app};

-- Cases in which a vendor may be asked something, by their ids, for the job that reminds.
create function asking_cases(p_after uuid, p_most int) returns setof uuid
    language sql stable security definer set search_path = public, pg_temp as $$
    select distinct w.case_id from wave w
     where w.case_id > p_after and w.visible_from <= chosei_now() and scope_purpose() = 'mail-out'
       and not exists (select from publication p where p.case_id = w.case_id and p.published_at <= chosei_now())
       and not exists (select from case_end e where e.case_id = w.case_id)
     order by 1 limit p_most $$;
revoke all on function asking_cases from public;
grant execute on function asking_cases to ${app};

-- The tasks of people that are open: a rung that needs a person, on which nobody has acted since, of a step that is not met,
-- of a vendor that has said nothing since. What is to be tried again on a later day is due on that day.
create function open_reaches(p_cases uuid[])
    returns table (case_id uuid, wave_id uuid, organisation_id uuid, step text, rung text, since timestamptz, due_at timestamptz)
    language sql stable security definer set search_path = public, pg_temp as $$
    select r.case_id, r.wave_id, r.organisation_id, r.step, r.rung, r.taken_at, coalesce(d.again_on::timestamptz, 'infinity')
      from ask_rung r join ask_facts_of(p_cases, null) f on f.wave_id = r.wave_id and f.organisation_id = r.organisation_id
      left join lateral (select a.next, a.again_on, a.rung from ask_act a
                          where a.wave_id = r.wave_id and a.organisation_id = r.organisation_id and a.step = r.step
                          order by a.recorded_at desc, a.id desc limit 1) d on true
     where r.case_id = any(p_cases) and r.rung in ('TELEPHONE', 'LETTER', 'FAX')
       and (d.next is null or d.next = 'AGAIN' and d.rung = r.rung
            or d.next <> 'STOP' and not exists (select from ask_act a where a.wave_id = r.wave_id
                                  and a.organisation_id = r.organisation_id and a.step = r.step and a.rung = r.rung))
       and case r.step when 'RECEIPT' then f.received_at is null
                       when 'AFFECTED' then f.decided_at is null
                       else f.fix_at is null end
       and (f.word_at is null or f.word_at < r.taken_at or d.next = 'AGAIN') $$;
revoke all on function open_reaches from public;

-- One line of the inbox for each case in which vendors are to be reached by people (V0531 takes them in).
create function inbox_reaches(p_cases uuid[])
    returns table (kind text, subject uuid, case_id uuid, turn text, due_at timestamptz, since timestamptz, number int,
                   organisation_id uuid, author text)
    language sql stable security definer set search_path = public, pg_temp as $$
    select 'REACH', r.case_id, r.case_id, 'mine', min(r.due_at), max(r.since), count(*)::int, null::uuid, null::text
      from open_reaches(p_cases) r group by r.case_id $$;
revoke all on function inbox_reaches from public;

do $$
declare
    t text;
begin
    foreach t in array array['ask_rung', 'ask_act', 'acknowledgement'] loop
        execute format('create trigger inbox_inserted after insert on %I referencing new table as changed'
                       ' for each statement execute function inbox_follow()', t);
    end loop;
end $$;
