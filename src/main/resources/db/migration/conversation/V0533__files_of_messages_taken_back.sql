-- The files of a message that was taken back are pending again, sealed for their person alone: whoever took it back sealed
-- their names, keys and hashes anew. The rows that gave them to the message are gone with it, as nobody ever saw them.
create policy definer_undo on message_file for delete to current_user using (scope_kind() = 'person');
create function message_files_back(p_message uuid, p_files uuid[], p_names text[], p_keys text[], p_hashes text[])
    returns bigint
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    given bigint;
begin
    if not exists (select from message m where m.id = p_message and m.visible_from = 'infinity'
                      and m.id in (select own_messages_ahead())) then
        return 0;
    end if;
    with gone as (delete from message_file f where f.message_id = p_message and f.file_id = any(p_files) returning f.file_id)
    update stored_file s
       set attached_at = null, begun_at = chosei_now(), name = decode(t.name, 'hex'), file_key = decode(t.key, 'hex'),
           hash = decode(t.hash, 'hex')
      from gone g, unnest(p_files, p_names, p_keys, p_hashes) as t (file, name, key, hash)
     where s.id = g.file_id and t.file = g.file_id and s.person_id = scope_person() and s.organisation_id = scope_organisation();
    get diagnostics given = row_count;
    return given;
end $$;
revoke all on function message_files_back from public;
grant execute on function message_files_back to ${app};

-- Whom a letter without content tells, so that a vendor out of its group is told no more. Those from before do not say.
alter table message_letter add column organisation_id uuid;
