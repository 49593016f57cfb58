-- How a case ended: closed with a reason, or merged into another one. Nothing follows an end.
create table case_end (
    case_id   uuid primary key references coordination_case,
    reason    text not null check (reason in ('published', 'vendor-private', 'not-a-vulnerability', 'duplicate', 'obsolete',
                                              'out-of-scope', 'merged', 'other')),
    words     uuid references sealed_item,
    merged_in uuid references coordination_case,
    at        timestamptz not null default chosei_now(),
    ended_by  text not null default scope_actor(),
    check ((reason = 'merged') = (merged_in is not null)),
    check (merged_in <> case_id)
);
call protect_table('case_end');
create policy staff_all on case_end to ${app} using ((select scope_staff())) with check ((select scope_staff()));
create policy visible_read on case_end for select to ${app} using (case_id in (select visible_cases()));
create policy purpose_read on case_end for select to ${app} using ((select scope_purpose()) in ('mail-out', 'mail-in', 'publication'));
grant select, insert on case_end to ${app};

-- Cases that came of one another: a part that was split off, a case that was merged into another.
create table case_relation (
    parent_id uuid not null references coordination_case,
    child_id  uuid not null references coordination_case,
    kind      text not null check (kind in ('split', 'merged')),
    at        timestamptz not null default chosei_now(),
    made_by   text not null default scope_actor(),
    primary key (parent_id, child_id),
    check (parent_id <> child_id)
);
create index case_relation_child on case_relation (child_id);
call protect_table('case_relation');
create policy staff_all on case_relation to ${app} using ((select scope_staff())) with check ((select scope_staff()));
grant select, insert on case_relation to ${app};

-- The number under which a participant keeps the case itself; the newest row holds.
create table participant_number (
    id              uuid primary key default uuidv7(),
    case_id         uuid not null references coordination_case,
    organisation_id uuid not null references organisation,
    number          text not null check (char_length(number) between 0 and 60),
    at              timestamptz not null default chosei_now(),
    set_by          text not null default scope_actor()
);
create index participant_number_newest on participant_number (organisation_id, case_id, id desc);
call protect_table('participant_number');
create policy staff_all on participant_number to ${app}
    using ((select scope_staff())) with check ((select scope_staff()));
create policy own_read on participant_number for select to ${app}
    using (organisation_id = (select scope_organisation()) and case_id in (select visible_cases()));
create policy own_set on participant_number for insert to ${app}
    with check (organisation_id = (select scope_organisation()) and case_id in (select visible_cases()));
create policy mail_read on participant_number for select to ${app} using ((select scope_purpose()) = 'mail-out');
grant select, insert on participant_number to ${app};

alter table participant drop constraint participant_role_check;
alter table participant add check (role in ('originator', 'reporter', 'vendor', 'deployer', 'coordinator', 'observer'));

-- Two participants that the coordinator would make known to each other. Neither learns of the other before both agreed.
create table introduction (
    id      uuid primary key,
    case_id uuid not null references coordination_case,
    at      timestamptz not null default chosei_now(),
    made_by text not null default scope_actor()
);
call protect_table('introduction');
create table introduction_party (
    introduction_id uuid not null references introduction,
    case_id         uuid not null references coordination_case,
    organisation_id uuid not null references organisation,
    primary key (introduction_id, organisation_id)
);
create index introduction_party_organisation on introduction_party (organisation_id, case_id);
call protect_table('introduction_party');
create table introduction_answer (
    introduction_id uuid not null references introduction,
    organisation_id uuid not null references organisation,
    agreed          boolean not null,
    at              timestamptz not null default chosei_now(),
    answered_by     text not null default scope_actor(),
    primary key (introduction_id, organisation_id)
);
call protect_table('introduction_answer');
do $$
declare
    t text;
begin
    foreach t in array array['introduction', 'introduction_party', 'introduction_answer'] loop
        execute format('create policy definer on %I for select to current_user using (true)', t);
        execute format('create policy staff_all on %I to ${app} using ((select scope_staff()))'
                       ' with check ((select scope_staff()))', t);
        execute format('grant select, insert on %I to ${app}', t);
    end loop;
end $$;
create policy own_read on introduction_party for select to ${app}
    using (organisation_id = (select scope_organisation()) and case_id in (select visible_cases()));
create policy own_read on introduction_answer for select to ${app} using (organisation_id = (select scope_organisation()));
create policy own_answer on introduction_answer for insert to ${app}
    with check (organisation_id = (select scope_organisation()) and introduction_id in (
        select p.introduction_id from introduction_party p where p.organisation_id = (select scope_organisation())));

-- Whom the acting organisation came to know in a case that it still sees, because both agreed.
create function introduced(of uuid) returns setof uuid
    language sql stable security definer set search_path = public, pg_temp as $$
    select other.organisation_id
      from introduction_party own join introduction_party other using (introduction_id)
     where own.case_id = of and own.organisation_id = scope_organisation() and other.organisation_id <> own.organisation_id
       and own.case_id in (select visible_cases())
       and not exists (
            select from (select step from participant_step s
                          where s.case_id = own.case_id and s.organisation_id = other.organisation_id
                          order by s.id desc limit 1) newest where step <> 'returned')
       and (select count(*) from introduction_answer a where a.introduction_id = own.introduction_id and a.agreed) = 2 $$;
create function known_organisations() returns setof uuid
    language sql stable security definer set search_path = public, pg_temp as $$
    select introduced(own.case_id) from introduction_party own where own.organisation_id = scope_organisation() $$;
create policy introduced_read on organisation for select to ${app} using (id in (select known_organisations()));
create policy introduced_read on contact_point for select to ${app}
    using (role = 'TEAM' and organisation_id in (select known_organisations()));
