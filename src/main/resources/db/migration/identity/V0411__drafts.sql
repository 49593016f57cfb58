-- Words of a form that were not sent yet, sealed for the person who typed them. Each row is the line of one page: it is
-- saved over while its revision is the one that the page began from; else the page gets a row of its own.
-- action: where a form was sent whose sender was no longer signed in; null for what a page saved by itself.
create table draft (
    id              uuid primary key,
    person_id       uuid not null,
    organisation_id uuid not null,
    form            text not null check (length(form) <= 100),
    revision        int not null default 1,
    words           bytea not null,
    action          text,
    saved_at        timestamptz not null default chosei_now()
);
create index draft_form on draft (person_id, form, saved_at);
create index draft_saved on draft (saved_at);
call protect_table('draft');
create policy definer on draft to current_user using (true) with check (true);
create policy own on draft to ${app}
    using (person_id = (select scope_person()) and organisation_id = (select scope_organisation()))
    with check (person_id = (select scope_person()) and organisation_id = (select scope_organisation()));
-- For whom a session that has run out knows; it reads nothing back.
create policy sign_in_add on draft for insert to ${app}
    with check ((select scope_purpose()) = 'sign-in' and action is not null);
grant select, insert, update (revision, words, saved_at) on draft to ${app};

create function draft_remove(p_id uuid) returns bigint
    language sql security definer set search_path = public, pg_temp as $$
    with gone as (delete from draft where id = p_id and scope_kind() = 'person' and person_id = scope_person()
        and organisation_id = scope_organisation() returning 1)
    select count(*) from gone $$;
create function drafts_tidy(p_before timestamptz) returns bigint
    language sql security definer set search_path = public, pg_temp as $$
    with gone as (delete from draft where saved_at < p_before and scope_purpose() = 'tidy' returning 1)
    select count(*) from gone $$;
create function drafts_kept(p_person uuid) returns bigint
    language sql stable security definer set search_path = public, pg_temp as $$
    select count(*) from draft where person_id = p_person and action is not null and scope_purpose() = 'sign-in' $$;
revoke all on function draft_remove, drafts_tidy, drafts_kept from public;
grant execute on function draft_remove, drafts_tidy, drafts_kept to ${app};
