-- A person has a key of its own: what somebody has not sent yet is read by nobody else.
alter table vault_key drop constraint vault_key_kind_check, drop constraint vault_key_check,
    add constraint vault_key_kind_check
        check (kind in ('case', 'organisation', 'report', 'person', 'mailroom', 'installation')),
    add constraint vault_key_check
        check ((kind in ('case', 'organisation', 'report', 'person')) = (subject is not null));

-- A file in chunks, sealed under a key of its own. While it is pending, key, name and hash are sealed for the person who
-- brought it; once attached they are sealed items of the case, and null here. place: the composer in which it was added.
create table stored_file (
    id              uuid primary key,
    person_id       uuid not null,
    organisation_id uuid not null,
    place           text not null check (length(place) <= 100),
    tlp             text not null check (tlp in ('RED', 'AMBER_STRICT', 'AMBER', 'GREEN', 'CLEAR')),
    name            bytea,
    file_key        bytea,
    hash            bytea,
    size            bigint,
    begun_at        timestamptz not null default chosei_now(),
    begun_by        text not null default scope_actor(),
    completed_at    timestamptz,
    attached_at     timestamptz,
    check ((file_key is null) = (attached_at is not null)),
    check ((name is null) = (attached_at is not null)),
    check ((hash is not null) = (completed_at is not null and attached_at is null)),
    check ((size is null) = (completed_at is null)),
    check (attached_at is null or completed_at is not null)
);
create index stored_file_pending on stored_file (person_id, place, id) where attached_at is null;
create index stored_file_begun on stored_file (begun_at) where attached_at is null;
call protect_table('stored_file');
create policy definer on stored_file to current_user using (true) with check (true);
create policy own_read on stored_file for select to ${app}
    using (person_id = (select scope_person()) and organisation_id = (select scope_organisation()));
create policy own_add on stored_file for insert to ${app}
    with check (person_id = (select scope_person()) and organisation_id = (select scope_organisation())
        and attached_at is null);
create policy own_change on stored_file for update to ${app}
    using (person_id = (select scope_person()) and organisation_id = (select scope_organisation()) and attached_at is null)
    with check (person_id = (select scope_person()) and organisation_id = (select scope_organisation()));
grant select, insert, update (name, file_key, hash, size, completed_at, attached_at) on stored_file to ${app};

-- What is in content is the file's key, and the bytes are in its chunks, when file_id is there; else content is the file.
alter table message_file add column file_id uuid unique references stored_file,
    add column tlp text check (tlp in ('RED', 'AMBER_STRICT', 'AMBER', 'GREEN', 'CLEAR')),
    add column hash uuid references sealed_item;
-- Nobody attaches what another person brought.
create policy own_file on message_file as restrictive for insert to ${app}
    with check (file_id is null or (scope_kind() = 'person' and exists (select from stored_file s where s.id = file_id)));

create table stored_chunk (
    file_id uuid not null references stored_file on delete cascade,
    ordinal int not null check (ordinal >= 0),
    bytes   bytea not null,
    primary key (file_id, ordinal)
);
-- sealed bytes do not compress
alter table stored_chunk alter column bytes set storage external;
call protect_table('stored_chunk');
create policy definer on stored_chunk to current_user using (true) with check (true);
create policy own_add on stored_chunk for insert to ${app}
    with check (scope_kind() = 'person'
        and exists (select from stored_file s where s.id = file_id and s.completed_at is null));
-- Whoever sees the file in its thread, and whoever brought it.
create policy seen_read on stored_chunk for select to ${app}
    using (scope_kind() = 'person' and exists (select from message_file f where f.file_id = stored_chunk.file_id));
create policy own_read on stored_chunk for select to ${app}
    using (scope_kind() = 'person'
        and exists (select from stored_file s where s.id = stored_chunk.file_id and s.attached_at is null));
grant select, insert on stored_chunk to ${app};

-- The application deletes nothing that was said; a pending file was not.
create function pending_file_remove(p_id uuid) returns bigint
    language sql security definer set search_path = public, pg_temp as $$
    with gone as (delete from stored_file where id = p_id and attached_at is null and scope_kind() = 'person'
        and person_id = scope_person() and organisation_id = scope_organisation() returning 1)
    select count(*) from gone $$;
create function pending_files_tidy(p_before timestamptz) returns bigint
    language sql security definer set search_path = public, pg_temp as $$
    with gone as (delete from stored_file where attached_at is null and begun_at < p_before
        and scope_purpose() = 'tidy' returning 1)
    select count(*) from gone $$;
revoke all on function pending_file_remove, pending_files_tidy from public;
grant execute on function pending_file_remove, pending_files_tidy to ${app};
