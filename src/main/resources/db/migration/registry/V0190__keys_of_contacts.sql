-- One table for both formats. public_key is the SHA-256 of an X.509 certificate's public key, which a renewed certificate
-- has too; of OpenPGP the fingerprint itself is the key's.
alter table openpgp_key rename to contact_key;
drop index openpgp_key_in_use;
alter table contact_key drop constraint openpgp_key_fingerprint_check;
alter table contact_key
    add column format       text not null default 'OPENPGP' check (format in ('OPENPGP', 'SMIME')),
    add column public_key   text check (public_key ~ '^[0-9A-F]{64}$'),
    add column contact_role text check (contact_role in ('TEAM', 'PRIMARY', 'DEPUTY', 'OUT_OF_HOURS')),
    add column retired_why  text check (retired_why in ('RETIRED', 'REVOKED', 'EXPIRED')),
    add check ((format = 'SMIME') = (public_key is not null)),
    add check (fingerprint ~ case format when 'SMIME' then '^[0-9A-F]{64}$' else '^[0-9A-F]{40}$' end),
    add check (retired_why is null or retired_at is not null);
alter table contact_key alter column format drop default;
create unique index contact_key_in_use on contact_key (organisation_id, coalesce(public_key, fingerprint))
    where retired_at is null;
create index contact_key_past on contact_key (organisation_id, retired_at) where retired_at is not null;
grant update (fingerprint, contact_role, retired_why) on contact_key to ${app};
create policy own_hand_retired_by on contact_key as restrictive for update to ${app}
    using (true) with check (retired_by is null or retired_by = (select scope_actor()));

-- The copies of keys that newer ones took the place of.
create table contact_key_copy (
    id              uuid primary key default uuidv7(),
    key_id          uuid not null,
    organisation_id uuid not null,
    fingerprint     text not null check (fingerprint ~ '^[0-9A-F]{40}([0-9A-F]{24})?$'),
    certificate     bytea not null,
    why             text not null check (why in ('REPLACED', 'REVOKED')),
    replaced_at     timestamptz not null default chosei_now(),
    replaced_by     text not null default scope_actor(),
    foreign key (key_id, organisation_id) references contact_key (id, organisation_id)
);
create index contact_key_copy_organisation on contact_key_copy (organisation_id, id desc);
call protect_table('contact_key_copy');
create policy staff_all on contact_key_copy to ${app}
    using ((select scope_staff())) with check ((select scope_staff()));
create policy own_all on contact_key_copy to ${app}
    using (organisation_id = (select scope_organisation()))
    with check (organisation_id = (select scope_organisation()));
grant select, insert on contact_key_copy to ${app};

-- Staff heard the fingerprint read out; the key's proof is another row.
create table key_comparison (
    id              uuid primary key,
    key_id          uuid not null,
    organisation_id uuid not null,
    fingerprint     text not null check (fingerprint ~ '^[0-9A-F]{40}([0-9A-F]{24})?$'),
    compared_at     timestamptz not null default chosei_now(),
    compared_by     text not null default scope_actor(),
    unique (id, organisation_id),
    foreign key (key_id, organisation_id) references contact_key (id, organisation_id)
);
create index key_comparison_organisation on key_comparison (organisation_id, id desc);
call protect_table('key_comparison');
create policy staff_all on key_comparison to ${app}
    using ((select scope_staff())) with check ((select scope_staff()));
create policy own_read on key_comparison for select to ${app}
    using (organisation_id = (select scope_organisation()));
grant select, insert on key_comparison to ${app};
-- With whom staff spoke: for staff alone, so there is no policy for the organisation.
create table key_comparison_note (
    comparison_id   uuid primary key,
    organisation_id uuid not null,
    note            uuid not null references sealed_item,
    foreign key (comparison_id, organisation_id) references key_comparison (id, organisation_id)
);
call protect_table('key_comparison_note');
create policy staff_all on key_comparison_note to ${app}
    using ((select scope_staff())) with check ((select scope_staff()));
grant select, insert on key_comparison_note to ${app};
-- what was noted of a call is sealed from now on
alter table key_proof drop constraint key_proof_check;
