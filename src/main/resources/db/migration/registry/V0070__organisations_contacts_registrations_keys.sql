create table organisation (
    id                 uuid primary key,
    kind               text not null check (kind in ('VENDOR', 'PARTNER_CSIRT', 'FINDER', 'COORDINATOR')),
    name_ja            text not null check (char_length(name_ja) <= 120),
    name_en            text not null check (char_length(name_en) <= 120),
    registration_class text check (registration_class in ('GENERAL', 'INDIVIDUAL')),
    added_at           timestamptz not null default chosei_now(),
    added_by           text not null default scope_actor(),
    check (name_ja <> '' or name_en <> ''),
    check ((kind = 'VENDOR') = (registration_class is not null))
);
create unique index organisation_coordinator on organisation (kind) where kind = 'COORDINATOR';
call protect_table('organisation');
create policy staff_read on organisation for select to ${app} using ((select scope_staff()));
create policy own_read on organisation for select to ${app} using (id = (select scope_organisation()));
create policy coordinator_read on organisation for select to ${app}
    using (kind = 'COORDINATOR' and (select scope_kind()) in ('person', 'organisation'));
create policy purpose_read on organisation for select to ${app}
    using ((select scope_purpose()) in ('sign-in', 'setup', 'mail-in', 'mail-out', 'publication'));
create policy staff_add on organisation for insert to ${app}
    with check ((select scope_staff()) and kind <> 'COORDINATOR');
create policy setup_add on organisation for insert to ${app}
    with check ((select scope_purpose()) = 'setup' and kind = 'COORDINATOR');
create policy setup_rename on organisation for update to ${app}
    using ((select scope_purpose()) = 'setup' and kind = 'COORDINATOR');
grant select, insert, update (name_ja, name_en) on organisation to ${app};

-- What became of an organisation, in order; the newest row holds.
create table organisation_state (
    id              uuid primary key default uuidv7(),
    organisation_id uuid not null references organisation,
    state           text not null check (state in ('REGISTERED', 'ACTIVE', 'SUSPENDED', 'WITHDRAWN')),
    since           timestamptz not null default chosei_now(),
    set_by          text not null default scope_actor(),
    reason          text
);
create index organisation_state_newest on organisation_state (organisation_id, id desc);
call protect_table('organisation_state');
create policy definer on organisation_state for select to current_user using (true);

-- A member's signature or proof may complete a registration; it never ends a suspension.
create function waits_for_activation(p_organisation uuid) returns boolean
    language sql stable security definer set search_path = public, pg_temp as $$
    select coalesce((select s.state = 'REGISTERED' from organisation_state s
                      where s.organisation_id = p_organisation order by s.id desc limit 1), false) $$;
revoke all on function waits_for_activation from public;
grant execute on function waits_for_activation to ${app};

create policy staff_all on organisation_state to ${app}
    using ((select scope_staff())) with check ((select scope_staff()));
create policy own_read on organisation_state for select to ${app}
    using (organisation_id = (select scope_organisation()));
create policy own_activation on organisation_state for insert to ${app}
    with check (organisation_id = (select scope_organisation()) and state = 'ACTIVE'
                and waits_for_activation(organisation_id));
create policy purpose_read on organisation_state for select to ${app}
    using ((select scope_purpose()) in ('mail-in', 'mail-out', 'publication'));
grant select, insert on organisation_state to ${app};

create table contact_point (
    id              uuid primary key,
    organisation_id uuid not null references organisation,
    role            text not null check (role in ('TEAM', 'PRIMARY')),
    name            text not null default '',
    affiliation     text not null default '',
    title           text not null default '',
    email           text not null,
    phone           text not null default '',
    postal_address  text not null default '',
    language        text not null check (language in ('ja', 'en')),
    since           timestamptz not null default chosei_now(),
    unique (organisation_id, role)
);
create index contact_point_email on contact_point (lower(email));
call protect_table('contact_point');
create policy staff_all on contact_point to ${app} using ((select scope_staff())) with check ((select scope_staff()));
create policy own_read on contact_point for select to ${app} using (organisation_id = (select scope_organisation()));
create policy purpose_read on contact_point for select to ${app}
    using ((select scope_purpose()) in ('mail-in', 'mail-out'));
grant select, insert on contact_point to ${app};

-- The last registration number given out in each year.
create table registration_numbering (
    year int primary key,
    last int not null
);
call protect_table('registration_numbering');
create policy arrival_all on registration_numbering to ${app}
    using ((select scope_purpose()) = 'mail-in') with check ((select scope_purpose()) = 'mail-in');
grant select, insert, update on registration_numbering to ${app};

-- arrival names what was handed in: the message with its words, or the web form; handed in twice it is one registration.
create table registration (
    id          uuid primary key,
    number      text not null unique,
    source      text not null check (source in ('MAIL', 'WEB')),
    arrival     text not null unique,
    sender      text,
    original    uuid not null references sealed_item,
    sha256      text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    language    text not null check (language in ('ja', 'en')),
    fields      jsonb not null,
    consent     text not null check (consent in ('INTACT', 'ALTERED', 'MISSING')),
    passage     text,
    problems    jsonb not null,
    received_at timestamptz not null
);
call protect_table('registration');
create policy staff_read on registration for select to ${app} using ((select scope_staff()));
create policy arrival_all on registration to ${app}
    using ((select scope_purpose()) = 'mail-in') with check ((select scope_purpose()) = 'mail-in');
grant select, insert on registration to ${app};

-- What became of a registration, in order; at most one row decides.
create table registration_state (
    id              uuid primary key default uuidv7(),
    registration_id uuid not null references registration,
    state           text not null check (state in ('RECEIVED', 'INCOMPLETE', 'ACCEPTED', 'REFUSED')),
    at              timestamptz not null default chosei_now(),
    set_by          text not null default scope_actor(),
    organisation_id uuid references organisation,
    reason          text,
    check ((state = 'ACCEPTED') = (organisation_id is not null)),
    check (state <> 'REFUSED' or reason is not null)
);
create index registration_state_newest on registration_state (registration_id, id desc);
create unique index registration_state_decision on registration_state (registration_id)
    where state in ('ACCEPTED', 'REFUSED');
call protect_table('registration_state');
create policy staff_all on registration_state to ${app}
    using ((select scope_staff())) with check ((select scope_staff()));
-- the first step is added beside the one decision, which on conflict has to look at
create policy arrival_read on registration_state for select to ${app} using ((select scope_purpose()) = 'mail-in');
create policy arrival_add on registration_state for insert to ${app}
    with check ((select scope_purpose()) = 'mail-in' and state in ('RECEIVED', 'INCOMPLETE'));
grant select, insert on registration_state to ${app};

create table openpgp_key (
    id              uuid primary key,
    organisation_id uuid not null references organisation,
    fingerprint     text not null check (fingerprint ~ '^[0-9A-F]{40}$'),
    certificate     bytea not null,
    uploaded_at     timestamptz not null default chosei_now(),
    uploaded_by     text not null default scope_actor(),
    retired_at      timestamptz,
    retired_by      text,
    check ((retired_at is null) = (retired_by is null)),
    unique (id, organisation_id)
);
create unique index openpgp_key_in_use on openpgp_key (organisation_id, fingerprint) where retired_at is null;
call protect_table('openpgp_key');
create policy staff_all on openpgp_key to ${app} using ((select scope_staff())) with check ((select scope_staff()));
create policy own_read on openpgp_key for select to ${app} using (organisation_id = (select scope_organisation()));
create policy own_add on openpgp_key for insert to ${app}
    with check (organisation_id = (select scope_organisation()) and retired_at is null);
create policy own_change on openpgp_key for update to ${app}
    using (organisation_id = (select scope_organisation()) and retired_at is null)
    with check (organisation_id = (select scope_organisation())
                and (retired_by is null or retired_by = (select scope_actor())));
create policy purpose_read on openpgp_key for select to ${app}
    using ((select scope_purpose()) in ('mail-in', 'mail-out'));
grant select, insert, update (certificate, retired_at, retired_by) on openpgp_key to ${app};

-- message is encrypted to the key alone; of the code inside only its hash is kept. The newest challenge of a key holds.
create table key_challenge (
    id              uuid primary key,
    key_id          uuid not null,
    organisation_id uuid not null,
    code_hash       bytea not null,
    message         text not null,
    made_at         timestamptz not null default chosei_now(),
    expires_at      timestamptz not null,
    foreign key (key_id, organisation_id) references openpgp_key (id, organisation_id),
    unique (id, organisation_id)
);
create index key_challenge_newest on key_challenge (key_id, id desc);
call protect_table('key_challenge');
create policy own_all on key_challenge to ${app}
    using (organisation_id = (select scope_organisation()))
    with check (organisation_id = (select scope_organisation()));
create policy staff_all on key_challenge to ${app} using ((select scope_staff())) with check ((select scope_staff()));
grant select, insert on key_challenge to ${app};

-- Wrong codes typed for a challenge; after a few the challenge is over.
create table key_challenge_miss (
    id              uuid primary key default uuidv7(),
    challenge_id    uuid not null,
    organisation_id uuid not null,
    at              timestamptz not null default chosei_now(),
    by              text not null default scope_actor(),
    foreign key (challenge_id, organisation_id) references key_challenge (id, organisation_id)
);
create index key_challenge_miss_challenge on key_challenge_miss (challenge_id);
call protect_table('key_challenge_miss');
create policy own_all on key_challenge_miss to ${app}
    using (organisation_id = (select scope_organisation()))
    with check (organisation_id = (select scope_organisation()));
create policy staff_read on key_challenge_miss for select to ${app} using ((select scope_staff()));
grant select, insert on key_challenge_miss to ${app};

-- By decrypting a challenge, or, for a partner, by reading out the fingerprint in a call that staff made.
create table key_proof (
    key_id          uuid primary key,
    organisation_id uuid not null,
    method          text not null check (method in ('CHALLENGE', 'CALL_BACK')),
    proved_at       timestamptz not null default chosei_now(),
    proved_by       text not null default scope_actor(),
    note            text,
    foreign key (key_id, organisation_id) references openpgp_key (id, organisation_id),
    check (method <> 'CALL_BACK' or note is not null)
);
call protect_table('key_proof');
create policy staff_all on key_proof to ${app} using ((select scope_staff())) with check ((select scope_staff()));
create policy own_read on key_proof for select to ${app} using (organisation_id = (select scope_organisation()));
create policy own_add on key_proof for insert to ${app}
    with check (organisation_id = (select scope_organisation()) and method = 'CHALLENGE');
create policy purpose_read on key_proof for select to ${app}
    using ((select scope_purpose()) in ('mail-in', 'mail-out'));
grant select, insert on key_proof to ${app};
