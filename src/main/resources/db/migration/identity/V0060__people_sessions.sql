-- People. What proves them stands apart in credential, so that no list of people can carry it away.
create table person (
    id          uuid primary key,
    name        text not null check (char_length(name) between 1 and 120),
    email       text not null check (char_length(email) <= 254),
    locale      text not null check (locale in ('ja', 'en')),
    zone        text,
    created_at  timestamptz not null,
    disabled_at timestamptz
);
create unique index person_email on person (lower(email));
call protect_table('person');

create table credential (
    person_id      uuid primary key references person,
    password_hash  text not null,
    totp_secret    uuid not null unique references sealed_item,
    totp_last_step bigint not null,
    changed_at     timestamptz not null
);
call protect_table('credential');

create table membership (
    person_id       uuid not null references person,
    organisation_id uuid not null,
    role            text not null
        check (role in ('administrator', 'coordinator', 'approver', 'responsible', 'member')),
    since           timestamptz not null,
    primary key (person_id, organisation_id, role)
);
create index membership_organisation on membership (organisation_id, person_id);
call protect_table('membership');

-- Name and address are absent only in the first administrator's invitation: whoever holds that link gives them.
create table invitation (
    id              uuid primary key,
    token_hash      bytea not null unique,
    name            text,
    email           text,
    organisation_id uuid not null,
    roles           text[] not null check (cardinality(roles) > 0),
    locale          text not null check (locale in ('ja', 'en')),
    totp_secret     uuid not null unique references sealed_item,
    invited_at      timestamptz not null,
    invited_by      text not null default scope_actor(),
    expires_at      timestamptz not null,
    accepted_at     timestamptz,
    replaced_at     timestamptz,
    check ((name is null) = (email is null))
);
create index invitation_organisation on invitation (organisation_id) where accepted_at is null and replaced_at is null;
create index invitation_email on invitation (lower(email)) where accepted_at is null and replaced_at is null;
call protect_table('invitation');

create table session (
    token_hash      bytea primary key,
    id              uuid not null unique,
    person_id       uuid not null references person,
    organisation_id uuid not null,
    created_at      timestamptz not null,
    last_seen_at    timestamptz not null,
    expires_at      timestamptz not null,
    ended_at        timestamptz
);
create index session_person on session (person_id) where ended_at is null;
call protect_table('session');

-- One row for each account and each network that failed lately; the key is a hash that the server makes.
create table sign_in_attempt (
    key           text primary key check (key ~ '^(account|network):[0-9a-f]{64}$'),
    failures      int not null,
    last_at       timestamptz not null,
    blocked_until timestamptz
);
call protect_table('sign_in_attempt');

create policy definer on person for select to current_user using (true);
create policy definer on membership for select to current_user using (true);

-- Who belongs to the acting organisation.
create function fellow_members() returns setof uuid
    language sql stable security definer set search_path = public, pg_temp as $$
    select m.person_id from membership m where m.organisation_id = scope_organisation() $$;

-- Names without addresses: staff know everybody's, members their own organisation's and the staff's.
create function person_names(p_ids uuid[]) returns table (id uuid, name text)
    language sql stable security definer set search_path = public, pg_temp as $$
    select p.id, p.name from person p
     where p.id = any (p_ids)
       and (scope_staff() or p.id = scope_person()
            or (scope_organisation() is not null and exists (
                select 1 from membership m where m.person_id = p.id
                   and (m.organisation_id = scope_organisation()
                        or m.role in ('administrator', 'coordinator', 'approver'))))) $$;
revoke all on function fellow_members, person_names from public;
grant execute on function fellow_members, person_names to ${app};

create policy staff_read on person for select to ${app} using ((select scope_staff()));
create policy staff_change on person for update to ${app} using ((select scope_staff()));
create policy member_read on person for select to ${app} using (id in (select fellow_members()));
create policy own on person to ${app} using (id = (select scope_person())) with check (id = (select scope_person()));
create policy sign_in_read on person for select to ${app} using ((select scope_purpose()) in ('sign-in', 'setup'));
create policy sign_in_add on person for insert to ${app} with check ((select scope_purpose()) = 'sign-in');
grant select, insert, update (name, locale, zone, disabled_at) on person to ${app};

create policy sign_in on credential to ${app} using ((select scope_purpose()) = 'sign-in')
    with check ((select scope_purpose()) = 'sign-in');
create policy own on credential to ${app} using (person_id = (select scope_person()))
    with check (person_id = (select scope_person()));
grant select, insert, update (password_hash, totp_secret, totp_last_step, changed_at) on credential to ${app};

create policy staff_read on membership for select to ${app} using ((select scope_staff()));
create policy member_read on membership for select to ${app}
    using (organisation_id = (select scope_organisation()) or person_id = (select scope_person()));
create policy sign_in_read on membership for select to ${app} using ((select scope_purpose()) in ('sign-in', 'setup'));
create policy sign_in_add on membership for insert to ${app} with check ((select scope_purpose()) = 'sign-in');
grant select, insert on membership to ${app};

create policy staff_all on invitation to ${app} using ((select scope_staff())) with check ((select scope_staff()));
create policy setup_all on invitation to ${app} using ((select scope_purpose()) = 'setup')
    with check ((select scope_purpose()) = 'setup');
create policy sign_in_read on invitation for select to ${app} using ((select scope_purpose()) = 'sign-in');
create policy sign_in_accept on invitation for update to ${app} using ((select scope_purpose()) = 'sign-in');
grant select, insert, update (accepted_at, replaced_at) on invitation to ${app};

create policy sign_in on session to ${app} using ((select scope_purpose()) = 'sign-in')
    with check ((select scope_purpose()) = 'sign-in');
create policy own_read on session for select to ${app} using (person_id = (select scope_person()));
create policy own_add on session for insert to ${app}
    with check (person_id = (select scope_person()) and organisation_id = (select scope_organisation()));
create policy own_end on session for update to ${app}
    using (person_id = (select scope_person()) and ended_at is null) with check (person_id = (select scope_person()));
create policy staff_read on session for select to ${app} using ((select scope_staff()));
create policy staff_end on session for update to ${app} using ((select scope_staff()) and ended_at is null)
    with check ((select scope_staff()));
grant select, insert, update (last_seen_at, ended_at) on session to ${app};

create policy sign_in on sign_in_attempt to ${app} using ((select scope_purpose()) = 'sign-in')
    with check ((select scope_purpose()) = 'sign-in');
grant select, insert, update on sign_in_attempt to ${app};

-- Sign-in opens second factors and nothing else that is sealed.
create policy sign_in_read on sealed_item for select to ${app}
    using ((select scope_purpose()) = 'sign-in' and case_id is null and organisation_id is null
           and (exists (select 1 from credential c where c.totp_secret = sealed_item.id)
                or exists (select 1 from invitation i where i.totp_secret = sealed_item.id)));
