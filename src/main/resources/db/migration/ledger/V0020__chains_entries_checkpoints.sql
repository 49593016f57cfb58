-- docs/formats/ledger.md describes the entry format that ledger_append writes (version 1).
create table ledger_chain (
    id      uuid primary key,
    case_id uuid,
    seq     bigint not null,
    head    text not null
);
call protect_table('ledger_chain');

create table ledger_entry (
    chain       uuid not null references ledger_chain,
    seq         bigint not null,
    at          timestamptz not null,
    actor       text not null,
    kind        text not null check (kind ~ '^[a-z-]+\.[a-z-]+$'),
    subjects    text not null check (subjects ~ '^\[("[a-z0-9-]+:[A-Za-z0-9#._-]+"(,"[a-z0-9-]+:[A-Za-z0-9#._-]+")*)?\]$'),
    audience_id uuid,
    commitment  text not null check (commitment ~ '^[0-9a-f]{64}$'),
    details     bytea,
    previous    text not null,
    hash        text not null,
    primary key (chain, seq)
);
create index ledger_entry_kind on ledger_entry (kind, chain);
call protect_table('ledger_entry');

create table ledger_checkpoint (
    seq       bigint primary key,
    body      text not null,
    hash      text not null,
    signature bytea not null,
    key       text not null
);
call protect_table('ledger_checkpoint');

create policy definer on ledger_chain to current_user using (true) with check (true);
create policy definer on ledger_entry for insert to current_user with check (true);

-- The only way in. Takes the heads' locks in the order of the chains' ids, so that two transactions cannot deadlock.
create function ledger_append(p_chains uuid[], p_cases uuid[], p_kinds text[], p_subjects text[], p_audiences uuid[],
                              p_commitments text[], p_details bytea[])
    returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
    e         record;
    head      record;
    v_at      timestamptz;
    v_actor   text := scope_actor();
    v_hash    text;
begin
    if v_actor is null then
        raise exception 'ledger_append needs a scope';
    end if;
    insert into ledger_chain (id, case_id, seq, head)
        select distinct on (c) c, k, 0, repeat('0', 64) from unnest(p_chains, p_cases) as t (c, k) order by c
        on conflict do nothing;
    perform 1 from ledger_chain where id = any (p_chains) order by id for update;
    for e in select t.*, row_number() over () as n
               from unnest(p_chains, p_kinds, p_subjects, p_audiences, p_commitments, p_details)
                 as t (chain, kind, subjects, audience, commitment, details) loop
        select seq, ledger_chain.head into head from ledger_chain where id = e.chain;
        v_at := date_trunc('milliseconds', chosei_now());
        v_hash := encode(sha256(convert_to(format(
            '{"actor":%s,"at":"%s","audience":%s,"chain":"%s","commitment":"%s","kind":"%s","previous":"%s","seq":%s,"subjects":%s,"v":1}',
            to_json(v_actor), to_char(v_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
            coalesce(to_json(e.audience::text)::text, 'null'), e.chain, e.commitment, e.kind, head.head, head.seq + 1,
            e.subjects), 'UTF8')), 'hex');
        insert into ledger_entry (chain, seq, at, actor, kind, subjects, audience_id, commitment, details, previous, hash)
            values (e.chain, head.seq + 1, v_at, v_actor, e.kind, e.subjects, e.audience, e.commitment, e.details,
                    head.head, v_hash);
        update ledger_chain set seq = head.seq + 1, head = v_hash where id = e.chain;
    end loop;
end $$;
revoke all on function ledger_append from public;
grant execute on function ledger_append to ${app};

-- Staff read every entry; a vendor reads entries of the audiences it sees.
call read_by_audience('ledger_entry');
create policy verification_read on ledger_entry for select to ${app}
    using ((select scope_purpose()) in ('verification', 'checkpoint'));
create policy verification_read on ledger_chain for select to ${app}
    using ((select scope_purpose()) in ('verification', 'checkpoint'));
create policy checkpoint_read on ledger_checkpoint for select to ${app}
    using ((select scope_staff()) or (select scope_purpose()) in ('verification', 'checkpoint'));
create policy checkpoint_write on ledger_checkpoint for insert to ${app}
    with check ((select scope_purpose()) = 'checkpoint');
grant select on ledger_chain, ledger_entry to ${app};
grant select, insert on ledger_checkpoint to ${app};
