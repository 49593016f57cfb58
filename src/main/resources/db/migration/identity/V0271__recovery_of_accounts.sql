-- How somebody who lost the second factor or forgot the password comes back: one of the staff starts it and says how the person
-- was recognised, another one confirms, and only then is there a link. Why and how are sealed, for staff alone.
create table account_recovery (
    id              uuid primary key,
    person_id       uuid not null references person,
    organisation_id uuid not null,
    reason          uuid not null references sealed_item,
    recognised      uuid not null references sealed_item,
    started_at      timestamptz not null,
    started_by      text not null default scope_actor()
);
create index account_recovery_person on account_recovery (person_id);
call protect_table('account_recovery');

-- Confirmed, with the link's hash and the new second factor, or called off. A link works once.
create table account_recovery_decision (
    recovery_id uuid primary key references account_recovery,
    confirmed   boolean not null,
    decided_at  timestamptz not null,
    decided_by  text not null default scope_actor(),
    token_hash  bytea unique,
    totp_secret uuid unique references sealed_item,
    expires_at  timestamptz,
    used_at     timestamptz,
    check (confirmed = (token_hash is not null)),
    check (confirmed = (totp_secret is not null)),
    check (confirmed = (expires_at is not null)),
    check (used_at is null or confirmed)
);
call protect_table('account_recovery_decision');

create policy staff_read on account_recovery for select to ${app} using ((select scope_staff()));
create policy staff_add on account_recovery for insert to ${app}
    with check ((select scope_staff()) and 'person:' || person_id <> (select scope_actor()));
create policy sign_in_read on account_recovery for select to ${app} using ((select scope_purpose()) = 'sign-in');
grant select, insert on account_recovery to ${app};

-- Two people: whoever started it does not confirm it, and nobody confirms the own.
create policy staff_read on account_recovery_decision for select to ${app} using ((select scope_staff()));
create policy staff_add on account_recovery_decision for insert to ${app}
    with check ((select scope_staff()) and used_at is null
                and (not confirmed
                     or exists (select from account_recovery r
                                 where r.id = recovery_id and r.started_by <> scope_actor()
                                   and 'person:' || r.person_id <> scope_actor())));
create policy sign_in_read on account_recovery_decision for select to ${app}
    using ((select scope_purpose()) = 'sign-in');
create policy sign_in_use on account_recovery_decision for update to ${app}
    using ((select scope_purpose()) = 'sign-in' and used_at is null)
    with check ((select scope_purpose()) = 'sign-in');
grant select, insert, update (used_at) on account_recovery_decision to ${app};

create policy recovery_read on sealed_item for select to ${app}
    using ((select scope_purpose()) = 'sign-in' and case_id is null and organisation_id is null
           and exists (select from account_recovery_decision d where d.totp_secret = sealed_item.id));
