-- A mail that answers for an open registration: kept sealed, and what was read of it, as for the registration itself.
create table registration_reply (
    id              uuid primary key,
    registration_id uuid not null references registration,
    arrival         text not null unique,
    sender          text not null,
    original        uuid not null references sealed_item,
    sha256          text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    fields          jsonb not null,
    consent         text not null check (consent in ('INTACT', 'ALTERED', 'MISSING')),
    passage         text,
    received_at     timestamptz not null,
    unique (id, registration_id)
);
create index registration_reply_of on registration_reply (registration_id, id);
call protect_table('registration_reply');
create policy staff_read on registration_reply for select to ${app} using ((select scope_staff()));
create policy arrival_all on registration_reply to ${app}
    using ((select scope_purpose()) = 'mail-in') with check ((select scope_purpose()) = 'mail-in');
grant select, insert on registration_reply to ${app};

-- What a person made of it. Taken over, its whole form stands in place of the registration's from then on.
create table registration_reply_decision (
    reply_id        uuid primary key,
    registration_id uuid not null,
    taken           boolean not null,
    fields          jsonb,
    consent         text check (consent in ('INTACT', 'ALTERED', 'MISSING')),
    passage         text,
    problems        jsonb,
    id              uuid not null unique default uuidv7(),
    at              timestamptz not null default chosei_now(),
    by              text not null default scope_actor(),
    foreign key (reply_id, registration_id) references registration_reply (id, registration_id),
    check (taken = (fields is not null) and taken = (consent is not null) and taken = (problems is not null))
);
create index registration_reply_taken on registration_reply_decision (registration_id, id desc) where taken;
call protect_table('registration_reply_decision');
create policy staff_all on registration_reply_decision to ${app}
    using ((select scope_staff())) with check ((select scope_staff()));
create policy arrival_read on registration_reply_decision for select to ${app}
    using ((select scope_purpose()) = 'mail-in');
grant select, insert on registration_reply_decision to ${app};
