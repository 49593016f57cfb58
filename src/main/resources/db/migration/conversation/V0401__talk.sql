-- Several threads of each kind, messages that can be taken back, changed and withdrawn, pins, mentions, read marks.
-- shared is null for the staff's notes and for a vendor's private threads. A thread without a title is the main one.
alter table thread drop constraint thread_case_id_organisation_id_key,
    add column title uuid references sealed_item,
    add column shared text check (shared in ('group', 'all-vendors')),
    add check (shared is null or organisation_id is null);
create unique index thread_main on thread (case_id, audience_id) where title is null;
create index thread_case on thread (case_id, organisation_id);

-- visible_from: for the others; null is at once, infinity was taken back. The author is named in message_hand instead where
-- the readers may not learn which vendor wrote.
alter table message alter column author drop not null,
    alter column organisation_id drop not null,
    add column visible_from timestamptz,
    add check ((author is null) = (organisation_id is null));
create index message_ahead on message (visible_from) where visible_from is not null;

create table message_hand (
    message_id      uuid primary key,
    case_id         uuid not null,
    audience_id     uuid not null,
    author          text not null default scope_actor(),
    organisation_id uuid not null,
    foreign key (message_id, case_id, audience_id) references message (id, case_id, audience_id)
);
call protect_table('message_hand');
create policy definer on message for select to current_user using (true);
create policy definer_undo on message for update to current_user using (true) with check (true);
create policy definer on message_hand for select to current_user using (true);
create policy definer on message_file for select to current_user using (true);

-- What the acting person wrote and others do not see: not yet, or taken back.
create function own_messages_ahead() returns setof uuid
    language sql stable security definer set search_path = public, pg_temp as $$
    select m.id from message m left join message_hand h on h.message_id = m.id
     where m.visible_from > chosei_now() and coalesce(m.author, h.author) = scope_actor()
       and (scope_staff() or m.audience_id in (select visible_audiences())) $$;
create function own_sealed_ahead() returns setof uuid
    language sql stable security definer set search_path = public, pg_temp as $$
    select m.body from message m where m.id in (select own_messages_ahead())
    union all
    select unnest(array[f.name, f.content]) from message_file f where f.message_id in (select own_messages_ahead()) $$;

drop policy own_hand_author on message;
create policy own_hand_author on message as restrictive for insert to ${app}
    with check (author is null or author = (select scope_actor()));
create policy shared_add on message for insert to ${app}
    with check (audience_id in (select visible_audiences()) and author is null);
create policy not_yet on message as restrictive for select to ${app}
    using ((select scope_kind()) is not null
        and (visible_from is null or visible_from <= chosei_now() or id in (select own_messages_ahead())));
create policy with_message on message_file as restrictive for select to ${app}
    using ((select scope_kind()) is not null and exists (select from message m where m.id = message_id));

create policy staff_read on message_hand for select to ${app} using ((select scope_staff()));
create policy own_read on message_hand for select to ${app}
    using (organisation_id = (select scope_organisation()) and audience_id in (select visible_audiences()));
create policy own_add on message_hand for insert to ${app}
    with check (organisation_id = (select scope_organisation()) and audience_id in (select visible_audiences()));
grant select, insert on message_hand to ${app};

-- Sealed words wait with their message, and whoever withdrew them leaves them to the staff alone.
alter table sealed_item alter column created_by drop not null,
    add column visible_from timestamptz,
    add column withdrawn_at timestamptz;
create policy definer on sealed_item to current_user
    using (scope_kind() is not null) with check (scope_kind() is not null);
drop policy own_hand_created_by on sealed_item;
create policy own_hand_created_by on sealed_item as restrictive for insert to ${app}
    with check (created_by is null or created_by = (select scope_actor()));
create policy not_yet on sealed_item as restrictive for select to ${app}
    using ((select scope_kind()) is not null
        and (visible_from is null or visible_from <= chosei_now() or id in (select own_sealed_ahead())));
create policy withdrawn on sealed_item as restrictive for select to ${app}
    using (withdrawn_at is null or (select scope_staff()));

-- Later words of a message, by its author alone; the newest hold.
create table message_edit (
    id          uuid primary key,
    message_id  uuid not null,
    case_id     uuid not null,
    audience_id uuid not null,
    body        uuid not null references sealed_item,
    edited_at   timestamptz not null default chosei_now(),
    foreign key (message_id, case_id, audience_id) references message (id, case_id, audience_id)
);
create index message_edit_message on message_edit (message_id, id);
call protect_table('message_edit');
call read_by_audience('message_edit');

create table message_withdrawal (
    message_id   uuid primary key,
    case_id      uuid not null,
    audience_id  uuid not null,
    reason       uuid not null references sealed_item,
    withdrawn_at timestamptz not null default chosei_now(),
    foreign key (message_id, case_id, audience_id) references message (id, case_id, audience_id)
);
call protect_table('message_withdrawal');
call read_by_audience('message_withdrawal');
create policy definer on message_edit for select to current_user using (true);
create policy definer on message_withdrawal to current_user using (true) with check (true);

-- Whether the acting person wrote it on a page, sees it, and may still change it.
create function own_message(p_message uuid) returns boolean
    language sql stable security definer set search_path = public, pg_temp as $$
    select exists (
        select from message m left join message_hand h on h.message_id = m.id
         where m.id = p_message and m.via = 'web' and coalesce(m.author, h.author) = scope_actor()
           and (m.visible_from is null or m.visible_from <= chosei_now())
           and (scope_staff() or m.audience_id in (select visible_audiences()))
           and not exists (select from message_withdrawal w where w.message_id = m.id)) $$;

create policy own_add on message_edit for insert to ${app}
    with check ((select scope_kind()) = 'person' and own_message(message_id));
grant select, insert on message_edit to ${app};
grant select on message_withdrawal to ${app};

-- False when others see it already, or never saw it by this hand.
create function message_undo(p_message uuid) returns boolean
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if p_message not in (select own_messages_ahead()) then
        return false;
    end if;
    update message set visible_from = 'infinity', origin = null
     where id = p_message and visible_from > chosei_now() and visible_from < 'infinity';
    if not found then
        return false;
    end if;
    update sealed_item set visible_from = 'infinity'
     where id in (select m.body from message m where m.id = p_message
                  union all
                  select unnest(array[f.name, f.content]) from message_file f where f.message_id = p_message);
    return true;
end $$;

create function message_withdraw(p_message uuid, p_reason uuid) returns boolean
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if not own_message(p_message) then
        return false;
    end if;
    insert into message_withdrawal (message_id, case_id, audience_id, reason)
        select m.id, m.case_id, m.audience_id, p_reason from message m where m.id = p_message;
    update sealed_item set withdrawn_at = chosei_now()
     where id in (select m.body from message m where m.id = p_message
                  union all select e.body from message_edit e where e.message_id = p_message
                  union all
                  select unnest(array[f.name, f.content]) from message_file f where f.message_id = p_message);
    return true;
end $$;
revoke all on function own_messages_ahead, own_sealed_ahead, own_message, message_undo, message_withdraw from public;
grant execute on function own_messages_ahead, own_sealed_ahead, own_message, message_undo, message_withdraw to ${app};

-- Pinned or not any more, the newest row holds. Who did it is in the ledger: in a shared thread it is nobody's business.
create table message_pin (
    id          uuid primary key,
    message_id  uuid not null,
    case_id     uuid not null,
    audience_id uuid not null,
    pinned      boolean not null,
    pinned_at   timestamptz not null default chosei_now(),
    foreign key (message_id, case_id, audience_id) references message (id, case_id, audience_id)
);
create index message_pin_message on message_pin (message_id, id);
call protect_table('message_pin');
call read_by_audience('message_pin');
create policy reader_add on message_pin for insert to ${app}
    with check (((select scope_staff()) or audience_id in (select visible_audiences()))
        and exists (select from message m where m.id = message_id));
grant select, insert on message_pin to ${app};

create table message_mention (
    message_id   uuid not null,
    person_id    uuid not null,
    case_id      uuid not null,
    audience_id  uuid not null,
    mentioned_at timestamptz not null default chosei_now(),
    primary key (message_id, person_id),
    foreign key (message_id, case_id, audience_id) references message (id, case_id, audience_id)
);
create index message_mention_person on message_mention (person_id, message_id);
call protect_table('message_mention');
create policy own_read on message_mention for select to ${app}
    using (person_id = (select scope_person())
        and ((select scope_staff()) or audience_id in (select visible_audiences()))
        and exists (select from message m where m.id = message_id));
create policy author_add on message_mention for insert to ${app}
    with check ((select scope_kind()) = 'person'
        and (message_id in (select own_messages_ahead()) or own_message(message_id)));
grant select, insert on message_mention to ${app};

-- A thread is resolved and reopened by staff; the newest row holds.
create table thread_state (
    id          uuid primary key,
    thread_id   uuid not null,
    case_id     uuid not null,
    audience_id uuid not null,
    resolved    boolean not null,
    set_at      timestamptz not null default chosei_now(),
    set_by      text not null default scope_actor(),
    foreign key (thread_id, case_id, audience_id) references thread (id, case_id, audience_id)
);
create index thread_state_thread on thread_state (thread_id, id);
call protect_table('thread_state');
call read_by_audience('thread_state');
create policy staff_add on thread_state for insert to ${app} with check ((select scope_staff()));
grant select, insert on thread_state to ${app};

-- How far a person has read, for its own comfort; never evidence, and nobody else's business.
create table read_mark (
    person_id   uuid not null,
    thread_id   uuid not null,
    case_id     uuid not null,
    audience_id uuid not null,
    read_to     uuid not null,
    read_at     timestamptz not null default chosei_now(),
    primary key (person_id, thread_id),
    foreign key (thread_id, case_id, audience_id) references thread (id, case_id, audience_id)
);
create index read_mark_case on read_mark (case_id, person_id);
call protect_table('read_mark');
create policy own on read_mark to ${app}
    using (person_id = (select scope_person())
        and ((select scope_staff()) or audience_id in (select visible_audiences())))
    with check (person_id = (select scope_person())
        and ((select scope_staff()) or audience_id in (select visible_audiences())));
grant select, insert, update (read_to, read_at) on read_mark to ${app};

-- The mails of a message, so that taking it back, or a vendor out of its group, ends them.
create table message_letter (
    message_id uuid not null references message,
    thread_id  uuid not null references thread,
    mail_id    uuid not null,
    encrypted  boolean not null,
    primary key (message_id, mail_id)
);
create index message_letter_thread on message_letter (thread_id, mail_id);
call protect_table('message_letter');
create policy staff_read on message_letter for select to ${app} using ((select scope_staff()));
create policy staff_add on message_letter for insert to ${app} with check ((select scope_staff()));
grant select, insert on message_letter to ${app};

alter table clear_letter drop constraint clear_letter_state_check,
    add constraint clear_letter_state_check
        check (state in ('STAGED', 'HANDED_OVER', 'DEFERRED', 'BOUNCED', 'CANCELLED'));
create policy staff_cancel on clear_letter for update to ${app}
    using ((select scope_staff())) with check ((select scope_staff()) and state = 'CANCELLED');
