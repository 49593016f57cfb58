-- A file that went with a message is seen as that message is, also by whoever brought it. Asked by the definer, since the
-- policies of message_file ask this table.
create function sees_attached(p_file uuid) returns boolean
    language sql stable security definer set search_path = public, pg_temp as $$
    select exists (select from message_file f where f.file_id = p_file
                      and (scope_staff() or f.audience_id in (select visible_audiences()))) $$;
revoke all on function sees_attached from public;
grant execute on function sees_attached to ${app};
drop policy own_read on stored_file;
create policy own_read on stored_file for select to ${app}
    using (person_id = (select scope_person()) and organisation_id = (select scope_organisation())
        and (attached_at is null or sees_attached(id)));
