-- A message stays with its thread, and a file with its message: case and audience are tied along.
-- A vendor's private thread, or the staff's own notes (no organisation).
create table thread (
    id              uuid primary key,
    case_id         uuid not null references coordination_case,
    audience_id     uuid not null,
    organisation_id uuid,
    opened_at       timestamptz not null default chosei_now(),
    foreign key (audience_id, case_id) references audience (id, case_id),
    unique nulls not distinct (case_id, organisation_id),
    unique (id, case_id, audience_id)
);
call protect_table('thread');
call read_by_audience('thread');
create policy routing_read on thread for select to ${app} using ((select scope_purpose()) = 'mail-in');
create policy staff_add on thread for insert to ${app} with check ((select scope_staff()));
grant select, insert on thread to ${app};

-- origin names what was posted, the form of a page or the signed words of a mail; posted twice it is one message.
create table message (
    id              uuid primary key,
    thread_id       uuid not null,
    case_id         uuid not null,
    audience_id     uuid not null,
    author          text not null default scope_actor(),
    organisation_id uuid not null,
    via             text not null check (via in ('web', 'mail')),
    signed_by       text,
    mail_id         uuid unique,
    origin          text unique,
    body            uuid not null references sealed_item,
    posted_at       timestamptz not null default chosei_now(),
    foreign key (thread_id, case_id, audience_id) references thread (id, case_id, audience_id),
    unique (id, case_id, audience_id)
);
create index message_thread on message (thread_id, id);
create index message_case on message (case_id, organisation_id);
call protect_table('message');
call read_by_audience('message');
create policy routing_read on message for select to ${app} using ((select scope_purpose()) = 'mail-in');
create policy staff_add on message for insert to ${app} with check ((select scope_staff()));
create policy audience_add on message for insert to ${app}
    with check (audience_id in (select visible_audiences()) and organisation_id = (select scope_organisation()));
create policy routing_add on message for insert to ${app} with check ((select scope_purpose()) = 'mail-in' and via = 'mail');
grant select, insert on message to ${app};

create table message_file (
    id          uuid primary key,
    message_id  uuid not null,
    case_id     uuid not null,
    audience_id uuid not null,
    name        uuid not null references sealed_item,
    content     uuid not null references sealed_item,
    size        bigint not null,
    foreign key (message_id, case_id, audience_id) references message (id, case_id, audience_id)
);
create index message_file_message on message_file (message_id);
call protect_table('message_file');
call read_by_audience('message_file');
create policy staff_add on message_file for insert to ${app} with check ((select scope_staff()));
create policy audience_add on message_file for insert to ${app} with check (audience_id in (select visible_audiences()));
create policy routing_add on message_file for insert to ${app} with check ((select scope_purpose()) = 'mail-in');
grant select, insert on message_file to ${app};

-- Where replies lead. Only the hash is kept; a token alone is believed nothing: the mail must be signed too.
create table reply_token (
    token_hash      bytea primary key,
    thread_id       uuid not null references thread,
    case_id         uuid not null,
    organisation_id uuid not null,
    issued_at       timestamptz not null default chosei_now()
);
call protect_table('reply_token');
create policy staff_add on reply_token for insert to ${app} with check ((select scope_staff()));
create policy routing_read on reply_token for select to ${app} using ((select scope_purpose()) = 'mail-in');
grant select, insert on reply_token to ${app};
