-- Five documents: note and NDA are signed, the other three are published texts to which they refer.
alter table agreement_text drop constraint agreement_text_kind_check;
alter table agreement_text add constraint agreement_text_kind_check
    check (kind in ('note', 'nda', 'handling-guideline', 'distribution-policy', 'procedure-guideline'));

-- For so many days after this version came into force a signature under an older one still stands.
alter table agreement_text add column grace_days int not null default 0 check (grace_days between 0 and 365);

-- Staff add versions and never into the past, but for the difference of two clocks. Nobody changes one: there is no right
-- to update.
create policy staff_add on agreement_text for insert to ${app}
    with check ((select scope_staff()) and in_force_from >= chosei_now() - interval '1 minute');

-- In what capacity, from which network address, and by what the signer proved who it is. Older rows do not say.
alter table agreement_signature
    add column capacity     text not null default '' check (char_length(capacity) <= 120),
    add column from_address text not null default '' check (char_length(from_address) <= 64),
    add column proved_by    text not null default '' check (proved_by in ('', 'password-totp'));

drop policy own_sign on agreement_signature;
create policy own_sign on agreement_signature for insert to ${app}
    with check (organisation_id = (select scope_organisation()) and person_id = (select scope_person())
                and capacity <> '' and from_address <> '' and proved_by <> '');

-- The CSIRT's own signature under a signature: by one of its people, never by the signer. It changes no standing.
create table agreement_countersignature (
    signature_id    uuid primary key references agreement_signature,
    organisation_id uuid not null,
    person_id       uuid not null,
    signer_name     text not null check (char_length(signer_name) between 1 and 120),
    capacity        text not null check (char_length(capacity) between 1 and 120),
    from_address    text not null check (char_length(from_address) between 1 and 64),
    proved_by       text not null check (proved_by = 'password-totp'),
    signed_at       timestamptz not null default chosei_now()
);
call protect_table('agreement_countersignature');
create policy staff_read on agreement_countersignature for select to ${app} using ((select scope_staff()));
create policy own_read on agreement_countersignature for select to ${app}
    using (organisation_id = (select scope_organisation()));
create policy staff_sign on agreement_countersignature for insert to ${app}
    with check ((select scope_staff()) and person_id = (select scope_person())
                and exists (select from agreement_signature s
                             where s.id = agreement_countersignature.signature_id and s.ended_at is null
                               and s.organisation_id = agreement_countersignature.organisation_id
                               and s.person_id <> agreement_countersignature.person_id));
grant select, insert on agreement_countersignature to ${app};

-- That an organisation is in direct contact with another CSIRT: a fact that saves double work and is held against nobody.
create table direct_contact (
    id              uuid primary key,
    organisation_id uuid not null,
    csirt           text not null check (char_length(csirt) between 1 and 120),
    recorded_at     timestamptz not null default chosei_now(),
    recorded_by     text not null default scope_actor(),
    ended_at        timestamptz,
    ended_by        text,
    check ((ended_at is null) = (ended_by is null))
);
create unique index direct_contact_open on direct_contact (organisation_id, lower(csirt)) where ended_at is null;
call protect_table('direct_contact');
create policy staff_read on direct_contact for select to ${app} using ((select scope_staff()));
create policy own_read on direct_contact for select to ${app} using (organisation_id = (select scope_organisation()));
create policy staff_record on direct_contact for insert to ${app} with check ((select scope_staff()));
create policy own_record on direct_contact for insert to ${app}
    with check (organisation_id = (select scope_organisation()));
create policy staff_end on direct_contact for update to ${app} using ((select scope_staff()) and ended_at is null)
    with check ((select scope_staff()) and ended_by = (select scope_actor()));
create policy own_end on direct_contact for update to ${app}
    using (organisation_id = (select scope_organisation()) and ended_at is null)
    with check (organisation_id = (select scope_organisation()) and ended_by = (select scope_actor()));
grant select, insert, update (ended_at, ended_by) on direct_contact to ${app};
