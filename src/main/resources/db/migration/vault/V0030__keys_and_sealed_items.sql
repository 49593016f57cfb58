-- docs/formats/sealing.md describes wrapped keys and sealed bytes (version 1).
create table vault_key (
    id          uuid primary key,
    kind        text not null check (kind in ('case', 'organisation', 'mailroom', 'installation')),
    subject     uuid,
    wrapped     bytea,
    created_at  timestamptz not null default chosei_now(),
    shredded_at timestamptz,
    check ((kind in ('case', 'organisation')) = (subject is not null)),
    check ((wrapped is null) = (shredded_at is not null)),
    unique nulls not distinct (kind, subject)
);
call protect_table('vault_key');
create policy definer on vault_key to current_user using (true) with check (true);

-- Keys are reached by functions only: a row of this table would tell that a case exists.
create function vault_key_for(p_kind text, p_subject uuid) returns table (id uuid, wrapped bytea)
    language sql stable security definer set search_path = public, pg_temp as $$
    select k.id, k.wrapped from vault_key k where k.kind = p_kind and k.subject is not distinct from p_subject $$;
create function vault_keys(p_ids uuid[]) returns table (id uuid, kind text, subject uuid, wrapped bytea)
    language sql stable security definer set search_path = public, pg_temp as $$
    select k.id, k.kind, k.subject, k.wrapped from vault_key k where k.id = any (p_ids) $$;
create function vault_key_add(p_id uuid, p_kind text, p_subject uuid, p_wrapped bytea) returns void
    language sql security definer set search_path = public, pg_temp as $$
    insert into vault_key (id, kind, subject, wrapped) values (p_id, p_kind, p_subject, p_wrapped)
    on conflict do nothing $$;
create function vault_key_shred(p_kind text, p_subject uuid) returns void
    language sql security definer set search_path = public, pg_temp as $$
    update vault_key set wrapped = null, shredded_at = chosei_now()
     where kind = p_kind and subject is not distinct from p_subject and scope_staff() $$;
revoke all on function vault_key_for, vault_keys, vault_key_add, vault_key_shred from public;
grant execute on function vault_key_for, vault_keys, vault_key_add, vault_key_shred to ${app};

create table sealed_item (
    id              uuid primary key,
    key_id          uuid not null references vault_key,
    case_id         uuid,
    audience_id     uuid,
    organisation_id uuid,
    bytes           bytea not null,
    created_at      timestamptz not null default chosei_now(),
    created_by      text not null default scope_actor(),
    foreign key (audience_id, case_id) references audience (id, case_id),
    check ((case_id is null) = (audience_id is null))
);
create index sealed_item_case on sealed_item (case_id);
call protect_table('sealed_item');
call read_by_audience('sealed_item');
create policy own_read on sealed_item for select to ${app}
    using (case_id is null and organisation_id = (select scope_organisation()));
create policy purpose_read on sealed_item for select to ${app}
    using ((select scope_purpose()) in ('mail-in', 'mail-out', 'publication', 'setup'));
create policy staff_add on sealed_item for insert to ${app} with check ((select scope_staff()));
create policy audience_add on sealed_item for insert to ${app} with check (audience_id in (select visible_audiences()));
create policy own_add on sealed_item for insert to ${app}
    with check (case_id is null and organisation_id = (select scope_organisation()));
create policy purpose_add on sealed_item for insert to ${app}
    with check ((select scope_purpose()) in ('mail-in', 'mail-out', 'publication', 'setup'));
grant select, insert on sealed_item to ${app};
