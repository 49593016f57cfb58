-- Somebody who works for two organisations has a hand in each: what it wrote for one is not its own in the other.
create or replace function own_messages_ahead() returns setof uuid
    language sql stable security definer set search_path = public, pg_temp as $$
    select m.id from message m left join message_hand h on h.message_id = m.id
     where m.visible_from > chosei_now() and coalesce(m.author, h.author) = scope_actor()
       and coalesce(m.organisation_id, h.organisation_id) = scope_organisation()
       and (scope_staff() or m.audience_id in (select visible_audiences())) $$;
create or replace function own_message(p_message uuid) returns boolean
    language sql stable security definer set search_path = public, pg_temp as $$
    select exists (
        select from message m left join message_hand h on h.message_id = m.id
         where m.id = p_message and m.via = 'web' and coalesce(m.author, h.author) = scope_actor()
           and coalesce(m.organisation_id, h.organisation_id) = scope_organisation()
           and (m.visible_from is null or m.visible_from <= chosei_now())
           and (scope_staff() or m.audience_id in (select visible_audiences()))
           and not exists (select from message_withdrawal w where w.message_id = m.id)) $$;

-- What is taken back leaves no word in the index either.
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
    update search_entry set tokens = '', sealed = '{}'
     where kind in ('message', 'file') and (subject = p_message or within = p_message);
    return true;
end $$;
do $$
declare
    due     bigint;
    changed bigint;
begin
    create temporary table taken_back on commit drop as
        select s.id from search_entry s
         where s.kind in ('message', 'file')
           and exists (select from message m where m.id in (s.subject, s.within) and m.visible_from = 'infinity');
    select count(*) into due from taken_back;
    update search_entry set tokens = '', sealed = '{}' where id in (select id from taken_back);
    get diagnostics changed = row_count;
    assert changed = due, 'words that were taken back are in the index still';
end $$;

-- An edit that is being written is waited for, so that its words are withdrawn too.
create or replace function message_withdraw(p_message uuid, p_reason uuid) returns boolean
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform pg_advisory_xact_lock(hashtextextended('edit:' || p_message, 0));
    if not own_message(p_message) then
        return false;
    end if;
    insert into message_withdrawal (message_id, case_id, audience_id, reason)
        select m.id, m.case_id, m.audience_id, p_reason from message m where m.id = p_message;
    update sealed_item set withdrawn_at = chosei_now() where id in (select sealed_of_message(p_message));
    return true;
end $$;

-- Whoever sees the file in its thread; after it was withdrawn staff alone.
drop policy seen_read on stored_chunk;
create policy seen_read on stored_chunk for select to ${app}
    using (scope_kind() = 'person' and exists (
        select from message_file f where f.file_id = stored_chunk.file_id
           and ((select scope_staff()) or not exists (select from message_withdrawal w where w.message_id = f.message_id))));

-- Where access ends, membership of groups ends: who comes back later is in no old group before staff take it in again.
create policy definer_cut on audience_member for update to current_user
    using (scope_staff() or organisation_id = scope_organisation())
    with check (scope_staff() or organisation_id = scope_organisation());
create or replace function revoke_everything(organisation uuid, reason text) returns void
    language sql security definer set search_path = public, pg_temp as $$
    update access_grant set revoked_at = chosei_now(), revoked_by = scope_actor(), revoked_reason = reason
     where organisation_id = organisation and revoked_at is null;
    update audience_member set removed_at = chosei_now(), removed_by = scope_actor()
     where organisation_id = organisation and removed_at is null $$;
create or replace function revoke_case(of uuid, organisation uuid, reason text) returns int
    language sql security definer set search_path = public, pg_temp as $$
    with cut as (
        update access_grant set revoked_at = chosei_now(), revoked_by = scope_actor(), revoked_reason = reason
         where case_id = of and organisation_id = organisation and revoked_at is null
           and (scope_staff() or organisation = scope_organisation()) returning 1),
    out_of_groups as (
        update audience_member set removed_at = chosei_now(), removed_by = scope_actor()
         where case_id = of and organisation_id = organisation and removed_at is null
           and (scope_staff() or organisation = scope_organisation()))
    select count(*)::int from cut $$;
