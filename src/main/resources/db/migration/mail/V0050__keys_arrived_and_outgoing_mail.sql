-- Which sealed items belong to the installation itself or to the mail room; the keys' own table stays unreadable.
create function installation_keys() returns setof uuid
    language sql stable security definer set search_path = public, pg_temp as $$
    select id from vault_key where kind = 'installation' $$;
create function mailroom_keys() returns setof uuid
    language sql stable security definer set search_path = public, pg_temp as $$
    select id from vault_key where kind = 'mailroom' $$;
revoke all on function installation_keys, mailroom_keys from public;
grant execute on function installation_keys, mailroom_keys to ${app};

-- Chosei's own secrets are for Chosei: no person opens them, whatever another policy admits.
create policy installation_secrets on sealed_item as restrictive for select to ${app}
    using ((select scope_kind()) = 'system' or key_id not in (select installation_keys()));
create policy mailroom_read on sealed_item for select to ${app}
    using ((select scope_staff()) and case_id is null and organisation_id is null
           and key_id in (select mailroom_keys()));
-- Clear mail is sealed while it waits; who causes one, staff or somebody who signs in, may put it there.
create policy mailroom_add on sealed_item for insert to ${app}
    with check (((select scope_staff()) or (select scope_purpose()) = 'sign-in')
                and case_id is null and organisation_id is null and key_id in (select mailroom_keys()));

create table own_mail_key (
    fingerprint text primary key check (fingerprint ~ '^[0-9A-F]{40}$'),
    certificate bytea not null,
    secret      uuid not null references sealed_item,
    made_at     timestamptz not null default chosei_now(),
    retired_at  timestamptz
);
create unique index own_mail_key_current on own_mail_key ((retired_at is null)) where retired_at is null;
call protect_table('own_mail_key');
create policy purpose_read on own_mail_key for select to ${app}
    using ((select scope_purpose()) in ('setup', 'mail-in', 'mail-out'));
create policy setup_add on own_mail_key for insert to ${app} with check ((select scope_purpose()) = 'setup');
grant select, insert on own_mail_key to ${app};

-- arrival is a hash over message and recipients: the same mail handed over twice is kept once.
create table incoming_mail (
    id            uuid primary key,
    arrival       text not null unique,
    raw           uuid not null references sealed_item,
    sha256        text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    size          bigint not null,
    envelope_from text not null,
    envelope_to   text[] not null check (cardinality(envelope_to) > 0),
    peer_address  inet not null,
    peer_port     int not null,
    arrived_at    timestamptz not null,
    state         text not null default 'ARRIVED' check (state in ('ARRIVED', 'TAKEN', 'DESK')),
    claimed_by    text,
    note          text,
    detail        uuid references sealed_item,
    remark        uuid references sealed_item,
    settled_at    timestamptz,
    settled_by    text,
    check ((state = 'ARRIVED') = (settled_at is null))
);
create index incoming_mail_desk on incoming_mail (id) where state <> 'TAKEN';
call protect_table('incoming_mail');
create policy staff_read on incoming_mail for select to ${app} using ((select scope_staff()));
create policy staff_settle on incoming_mail for update to ${app}
    using ((select scope_staff())) with check ((select scope_staff()));
create policy routing_all on incoming_mail to ${app}
    using ((select scope_purpose()) = 'mail-in') with check ((select scope_purpose()) = 'mail-in');
grant select, insert, update (state, claimed_by, note, detail, remark, settled_at, settled_by) on incoming_mail to ${app};

create table mail_body (
    id            uuid primary key,
    case_id       uuid not null,
    outer_subject text not null,
    ciphertext    bytea not null,
    created_at    timestamptz not null default chosei_now()
);
call protect_table('mail_body');
create policy staff_add on mail_body for insert to ${app} with check ((select scope_staff()));
create policy sending_all on mail_body to ${app}
    using ((select scope_purpose()) = 'mail-out') with check ((select scope_purpose()) = 'mail-out');
grant select, insert on mail_body to ${app};

-- fingerprint names the certificate whose owner alone can open session_key: retired since, the mail must not leave.
create table mail_delivery (
    id              uuid primary key,
    body_id         uuid not null references mail_body,
    case_id         uuid not null,
    wave_id         uuid,
    organisation_id uuid not null,
    address         text not null,
    reply_to        text not null,
    message_id      text not null unique,
    fingerprint     text not null,
    session_key     bytea not null,
    not_before      timestamptz not null,
    state           text not null default 'STAGED'
                    check (state in ('STAGED', 'HANDED_OVER', 'DEFERRED', 'BOUNCED', 'HELD_BACK', 'CANCELLED')),
    next_try_at     timestamptz not null,
    tries           int not null default 0,
    first_try_at    timestamptz,
    handed_over_at  timestamptz,
    last_reply      text
);
create index mail_delivery_due on mail_delivery (next_try_at) where state in ('STAGED', 'DEFERRED');
create index mail_delivery_case on mail_delivery (case_id, organisation_id);
call protect_table('mail_delivery');
create policy staff_read on mail_delivery for select to ${app} using ((select scope_staff()));
create policy staff_add on mail_delivery for insert to ${app} with check ((select scope_staff()));
create policy staff_cancel on mail_delivery for update to ${app}
    using ((select scope_staff())) with check ((select scope_staff()) and state = 'CANCELLED');
create policy sending_all on mail_delivery to ${app}
    using ((select scope_purpose()) = 'mail-out') with check ((select scope_purpose()) = 'mail-out');
create policy bounce_read on mail_delivery for select to ${app} using ((select scope_purpose()) = 'mail-in');
create policy bounce_note on mail_delivery for update to ${app}
    using ((select scope_purpose()) = 'mail-in') with check ((select scope_purpose()) = 'mail-in');
grant select, insert, update (state, next_try_at, tries, first_try_at, handed_over_at, last_reply) on mail_delivery to ${app};

-- message is the whole rendered mail, sealed because invitations contain tokens.
create table clear_letter (
    id              uuid primary key,
    template        text not null,
    message         uuid not null references sealed_item,
    address         text not null,
    message_id      text not null unique,
    staged_at       timestamptz not null default chosei_now(),
    staged_by       text not null default scope_actor(),
    state           text not null default 'STAGED' check (state in ('STAGED', 'HANDED_OVER', 'DEFERRED', 'BOUNCED')),
    next_try_at     timestamptz not null default chosei_now(),
    tries           int not null default 0,
    first_try_at    timestamptz,
    handed_over_at  timestamptz,
    last_reply      text
);
create index clear_letter_due on clear_letter (next_try_at) where state in ('STAGED', 'DEFERRED');
call protect_table('clear_letter');
create policy staff_read on clear_letter for select to ${app} using ((select scope_staff()));
create policy staff_add on clear_letter for insert to ${app} with check ((select scope_staff()));
create policy system_add on clear_letter for insert to ${app}
    with check ((select scope_purpose()) in ('sign-in', 'setup', 'mail-in', 'mail-out', 'publication'));
create policy sending_read on clear_letter for select to ${app}
    using ((select scope_purpose()) in ('mail-out', 'mail-in'));
create policy sending_note on clear_letter for update to ${app}
    using ((select scope_purpose()) in ('mail-out', 'mail-in'))
    with check ((select scope_purpose()) in ('mail-out', 'mail-in'));
grant select, insert, update (state, next_try_at, tries, first_try_at, handed_over_at, last_reply) on clear_letter to ${app};
