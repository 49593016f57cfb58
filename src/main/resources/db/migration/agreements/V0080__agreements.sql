-- The exact words of each version, with the CSIRT's name in them. A version is never changed; the highest one holds.
create table agreement_text (
    kind          text not null check (kind in ('note', 'nda')),
    version       int not null check (version > 0),
    language      text not null check (language in ('ja', 'en')),
    body          text not null,
    sha256        text not null check (sha256 = encode(sha256(convert_to(body, 'UTF8')), 'hex')),
    in_force_from timestamptz not null default chosei_now(),
    primary key (kind, version, language),
    unique (kind, version, language, sha256)
);
call protect_table('agreement_text');
create policy known_read on agreement_text for select to ${app} using ((select scope_kind()) is not null);
create policy setup_add on agreement_text for insert to ${app} with check ((select scope_purpose()) = 'setup');
grant select, insert on agreement_text to ${app};

-- Who signed which exact text for which organisation. An end is written onto the row once; nothing else ever changes.
create table agreement_signature (
    id              uuid primary key,
    organisation_id uuid not null,
    kind            text not null,
    version         int not null,
    language        text not null,
    text_sha256     text not null,
    person_id       uuid not null,
    signer_name     text not null check (char_length(signer_name) between 1 and 120),
    signed_at       timestamptz not null default chosei_now(),
    until           timestamptz,
    ended_at        timestamptz,
    ended_by        text,
    ended_reason    text,
    foreign key (kind, version, language, text_sha256) references agreement_text (kind, version, language, sha256),
    check ((ended_at is null) = (ended_by is null) and (ended_at is null) = (ended_reason is null))
);
create unique index agreement_signature_open on agreement_signature (organisation_id, kind, version)
    where ended_at is null;
create index agreement_signature_organisation on agreement_signature (organisation_id, id);
call protect_table('agreement_signature');
create policy staff_read on agreement_signature for select to ${app} using ((select scope_staff()));
create policy own_read on agreement_signature for select to ${app}
    using (organisation_id = (select scope_organisation()));
create policy purpose_read on agreement_signature for select to ${app}
    using ((select scope_purpose()) in ('mail-out', 'mail-in', 'setup', 'publication'));
create policy own_sign on agreement_signature for insert to ${app}
    with check (organisation_id = (select scope_organisation()) and person_id = (select scope_person()));
create policy staff_end on agreement_signature for update to ${app}
    using ((select scope_staff()) and ended_at is null)
    with check ((select scope_staff()) and ended_by = (select scope_actor()));
create policy own_end on agreement_signature for update to ${app}
    using (organisation_id = (select scope_organisation()) and ended_at is null)
    with check (organisation_id = (select scope_organisation()) and ended_by = (select scope_actor()));
grant select, insert, update (ended_at, ended_by, ended_reason) on agreement_signature to ${app};

-- The end of an agreement cuts the organisation off, whoever declares it. An organisation cannot see its grants that lie
-- in the future and must not learn of them, so this runs as the definer: for staff on any, for a member on its own.
create policy definer_cut on access_grant for update to current_user
    using (scope_staff() or organisation_id = scope_organisation())
    with check (scope_staff() or organisation_id = scope_organisation());
create function revoke_everything(organisation uuid, reason text) returns void
    language sql security definer set search_path = public, pg_temp as $$
    update access_grant set revoked_at = chosei_now(), revoked_by = scope_actor(), revoked_reason = reason
     where organisation_id = organisation and revoked_at is null $$;
