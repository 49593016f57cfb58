-- A file goes with its message: it is taken back, withdrawn and seen with it, its hash as well, and comes only with a message
-- of whoever adds it, whether that one is named to its readers or not.
create or replace function own_sealed_ahead() returns setof uuid
    language sql stable security definer set search_path = public, pg_temp as $$
    select m.body from message m where m.id in (select own_messages_ahead())
    union all
    select unnest(array[f.name, f.content, f.hash]) from message_file f
     where f.message_id in (select own_messages_ahead()) $$;

create function sealed_of_message(p_message uuid) returns setof uuid
    language sql stable set search_path = public, pg_temp as $$
    select m.body from message m where m.id = p_message
    union all
    select e.body from message_edit e where e.message_id = p_message
    union all
    select unnest(array[f.name, f.content, f.hash]) from message_file f where f.message_id = p_message $$;

create or replace function message_undo(p_message uuid) returns boolean
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
    update sealed_item set visible_from = 'infinity' where id in (select sealed_of_message(p_message));
    return true;
end $$;

create or replace function message_withdraw(p_message uuid, p_reason uuid) returns boolean
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if not own_message(p_message) then
        return false;
    end if;
    insert into message_withdrawal (message_id, case_id, audience_id, reason)
        select m.id, m.case_id, m.audience_id, p_reason from message m where m.id = p_message;
    update sealed_item set withdrawn_at = chosei_now() where id in (select sealed_of_message(p_message));
    return true;
end $$;
revoke all on function sealed_of_message from public;

drop policy audience_add on message_file;
create policy audience_add on message_file for insert to ${app}
    with check ((select scope_kind()) = 'person'
        and (message_id in (select own_messages_ahead()) or own_message(message_id)));
