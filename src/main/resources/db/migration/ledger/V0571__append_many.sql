-- The same entries as before (docs/formats/ledger.md): a chain's head is read and written once for a batch, not once for each entry,
-- of which every one left another version of the row behind for the next to pass.
create or replace function ledger_append(p_chains uuid[], p_cases uuid[], p_kinds text[], p_subjects text[], p_audiences uuid[],
                                         p_commitments text[], p_details bytea[])
    returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
    v_actor     text := scope_actor();
    v_at        timestamptz := date_trunc('milliseconds', chosei_now());
    v_text      text := to_char(v_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
    v_count     int := coalesce(cardinality(p_chains), 0);
    v_chain     uuid;
    v_next      uuid;
    v_seq       bigint;
    v_head      text;
    v_seqs      bigint[] := array_fill(0::bigint, array[v_count]);
    v_previous  text[] := array_fill(''::text, array[v_count]);
    v_hashes    text[] := array_fill(''::text, array[v_count]);
    i           int;
begin
    if v_actor is null then
        raise exception 'ledger_append needs a scope';
    end if;
    insert into ledger_chain (id, case_id, seq, head)
        select distinct on (c) c, k, 0, repeat('0', 64) from unnest(p_chains, p_cases) as t (c, k) order by c
        on conflict do nothing;
    perform 1 from ledger_chain where id = any (p_chains) order by id for update;
    for v_next, i in select c, n from unnest(p_chains) with ordinality as t (c, n) order by c, n loop
        if v_next is distinct from v_chain then
            update ledger_chain set seq = v_seq, head = v_head where id = v_chain;
            select seq, head into v_seq, v_head from ledger_chain where id = v_next;
            v_chain := v_next;
        end if;
        v_seq := v_seq + 1;
        v_seqs[i] := v_seq;
        v_previous[i] := v_head;
        v_head := encode(sha256(convert_to(format(
            '{"actor":%s,"at":"%s","audience":%s,"chain":"%s","commitment":"%s","kind":"%s","previous":"%s","seq":%s,"subjects":%s,"v":1}',
            to_json(v_actor), v_text, coalesce(to_json(p_audiences[i]::text)::text, 'null'), v_chain, p_commitments[i],
            p_kinds[i], v_head, v_seq, p_subjects[i]), 'UTF8')), 'hex');
        v_hashes[i] := v_head;
    end loop;
    update ledger_chain set seq = v_seq, head = v_head where id = v_chain;
    insert into ledger_entry (chain, seq, at, actor, kind, subjects, audience_id, commitment, details, previous, hash)
        select t.chain, t.seq, v_at, v_actor, t.kind, t.subjects, t.audience, t.commitment, t.details, t.previous, t.hash
          from unnest(p_chains, v_seqs, p_kinds, p_subjects, p_audiences, p_commitments, p_details, v_previous, v_hashes)
            as t (chain, seq, kind, subjects, audience, commitment, details, previous, hash);
end $$;
