-- Versions that the operator made beside the shipped ones. A version is never changed. Which one holds is said by the newest
-- row of policy_enactment, and by the newest shipped version while there is none. By whom and why is for staff.
create policy staff_add on distribution_policy for insert to ${app} with check ((select scope_staff()));
create policy definer on distribution_policy for select to current_user using (true);

create table policy_authorship (
    version int primary key references distribution_policy,
    made_by text not null default scope_actor()
);
call protect_table('policy_authorship');
create policy staff_all on policy_authorship to ${app} using ((select scope_staff())) with check ((select scope_staff()));
create policy setup_read on policy_authorship for select to ${app} using ((select scope_purpose()) = 'setup');
create policy definer on policy_authorship for select to current_user using (true);
grant select, insert on policy_authorship to ${app};

create table policy_enactment (
    id         uuid primary key default uuidv7(),
    -- names the form, so that a second click is the same
    form       uuid not null unique,
    version    int not null references distribution_policy,
    reason     text not null,
    enacted_at timestamptz not null default chosei_now(),
    enacted_by text not null default scope_actor()
);
call protect_table('policy_enactment');
create policy staff_all on policy_enactment to ${app} using ((select scope_staff())) with check ((select scope_staff()));
create policy setup_read on policy_enactment for select to ${app} using ((select scope_purpose()) = 'setup');
create policy definer on policy_enactment for select to current_user using (true);
grant select, insert on policy_enactment to ${app};

create function policy_in_force() returns int
    language sql stable security definer set search_path = public, pg_temp as $$
    select coalesce((select version from policy_enactment order by id desc limit 1),
                    (select max(p.version) from distribution_policy p
                      where not exists (select from policy_authorship a where a.version = p.version)))
     where scope_kind() is not null $$;
revoke all on function policy_in_force from public;
grant execute on function policy_in_force to ${app};

-- What whoever brought a case to us wishes: its hold or release, and to whom it may go. The newest row of each kind holds.
create table originator_wish (
    id          uuid primary key default uuidv7(),
    form        uuid not null unique,
    case_id     uuid not null references coordination_case,
    wish        text not null check (wish in ('HOLD', 'RELEASE', 'ANYBODY', 'ONLY')),
    -- of ONLY: to whom
    recipients  uuid[] not null default '{}',
    words       uuid not null references sealed_item,
    recorded_at timestamptz not null default chosei_now(),
    recorded_by text not null default scope_actor(),
    check (wish = 'ONLY' or recipients = '{}')
);
create index originator_wish_case on originator_wish (case_id, id desc);
call protect_table('originator_wish');
create policy staff_all on originator_wish to ${app} using ((select scope_staff())) with check ((select scope_staff()));
create policy sending_read on originator_wish for select to ${app} using ((select scope_purpose()) = 'mail-out');
grant select, insert on originator_wish to ${app};
