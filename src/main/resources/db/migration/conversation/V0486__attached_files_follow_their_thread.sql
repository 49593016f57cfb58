-- A file that went with a message is seen as that message is, also by whoever brought it.
drop policy own_read on stored_file;
create policy own_read on stored_file for select to ${app}
    using (person_id = (select scope_person()) and organisation_id = (select scope_organisation())
        and (attached_at is null or exists (select from message_file f where f.file_id = stored_file.id)));
