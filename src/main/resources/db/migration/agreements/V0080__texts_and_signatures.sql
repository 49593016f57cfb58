-- The exact words, for ever. source_sha256 is the shipped text's, before the CSIRT's name was put in.
create table agreement_text (
    id            uuid primary key,
    kind          text not null check (kind in ('NOTE', 'NDA')),
    version       int not null check (version > 0),
    language      text not null check (language in ('ja', 'en')),
    text          text not null,
    sha256        text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    source_sha256 text not null check (source_sha256 ~ '^[0-9a-f]{64}$'),
    in_force_from timestamptz not null default chosei_now()
);
create index agreement_text_newest on agreement_text (kind, language, version desc, id desc);
call protect_table('agreement_text');
create policy everybody_read on agreement_text for select to ${app} using ((select scope_kind()) is not null);
create policy setup_add on agreement_text for insert to ${app} with check ((select scope_purpose()) = 'setup');
grant select, insert on agreement_text to ${app};

create table agreement_signature (
    id              uuid primary key,
    organisation_id uuid not null,
    kind            text not null check (kind in ('NOTE', 'NDA')),
    version         int not null,
    language        text not null check (language in ('ja', 'en')),
    text_id         uuid not null references agreement_text,
    sha256          text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    person_id       uuid not null,
    signed_name     text not null check (char_length(signed_name) between 1 and 120),
    signed_at       timestamptz not null,
    until           timestamptz,
    unique (organisation_id, kind, version)
);
call protect_table('agreement_signature');
create policy staff_read on agreement_signature for select to ${app} using ((select scope_staff()));
create policy own_read on agreement_signature for select to ${app}
    using (organisation_id = (select scope_organisation()));
create policy own_sign on agreement_signature for insert to ${app}
    with check (organisation_id = (select scope_organisation()) and person_id = (select scope_person()));
create policy purpose_read on agreement_signature for select to ${app}
    using ((select scope_purpose()) in ('mail-in', 'mail-out', 'publication'));
grant select, insert on agreement_signature to ${app};
