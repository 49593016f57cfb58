-- What a search finds: keyed hashes of words, never the words (docs/formats/search.md). Newest first by id, whose first 48
-- bits are the instant of the text. A text that was taken back keeps its row with no tokens, so that nothing brings it back.
create table search_entry (
    id              uuid primary key,
    kind            text not null check (kind in ('case', 'vulnerability', 'message', 'file', 'statement', 'notice',
                                                  'advisory', 'report', 'received-report', 'report-message', 'mail')),
    subject         uuid not null,
    case_id         uuid,
    audience_id     uuid,
    -- outside cases: whose it is, besides staff's
    organisation_id uuid,
    -- who said it; the vendor of the thread or column that it stands in; the message that a file came with
    author_id       uuid,
    party_id        uuid,
    within          uuid,
    sealed          uuid[] not null,
    tokens          tsvector not null,
    indexed_at      timestamptz not null default chosei_now(),
    foreign key (audience_id, case_id) references audience (id, case_id),
    check ((case_id is null) = (audience_id is null)),
    unique nulls not distinct (kind, subject, case_id)
);
-- no list of pending words: it would be read in full by every search, whoever asks
create index search_entry_tokens on search_entry using gin (tokens) with (fastupdate = off);
create index search_entry_case on search_entry (case_id);
create index search_entry_audience on search_entry (audience_id);
call protect_table('search_entry');
call read_by_audience('search_entry');
create policy own_read on search_entry for select to ${app}
    using (case_id is null and organisation_id = (select scope_organisation()));
create policy staff_add on search_entry for insert to ${app} with check ((select scope_staff()));
create policy staff_change on search_entry for update to ${app}
    using ((select scope_staff())) with check ((select scope_staff()));
create policy audience_add on search_entry for insert to ${app}
    with check (audience_id in (select visible_audiences()) and author_id = (select scope_organisation())
                and coalesce(party_id, (select scope_organisation())) = (select scope_organisation()));
create policy audience_change on search_entry for update to ${app}
    using (audience_id in (select visible_audiences()) and author_id = (select scope_organisation()))
    with check (audience_id in (select visible_audiences()) and author_id = (select scope_organisation()));
create policy purpose_all on search_entry to ${app}
    using ((select scope_purpose()) in ('mail-in', 'search'))
    with check ((select scope_purpose()) in ('mail-in', 'search'));
create policy definer on search_entry to current_user using (true) with check (true);
grant select, insert, update (sealed, tokens, indexed_at) on search_entry to ${app};

-- What everything that an organisation may see by itself has for a word: its own audiences, and what is its own outside cases.
-- The index then walks over its rows alone, however many there are of others.
create function search_own() returns tsquery
    language sql stable security definer set search_path = public, pg_temp as $$
    select ('v' || o || ' | o' || o)::tsquery from (select replace(scope_organisation()::text, '-', '')) t (o) $$;

-- The audiences that it shares with others, such as the addressees of a wave. Little lies in them.
create policy search_shared on audience for select to current_user using (true);
create function search_shared() returns uuid[]
    language sql stable security definer set search_path = public, pg_temp as $$
    select coalesce(array_agg(a.id), '{}') from audience a
     where a.id in (select visible_audiences()) and a.organisation_id is null $$;

-- The ids of what was found, newest first, of what the acting scope may see. @@ is not leakproof, so under row-level
-- security the index is not used; the caller joins the ids to the table under row-level security all the same. For an
-- organisation nothing is read that others said: its own through the index of words, the shared through that of audiences
-- (ts_match_vq is @@ without an index).
create function search_hits(p_query text, p_before uuid, p_from uuid, p_until uuid, p_limit int) returns setof uuid
    language plpgsql stable security definer rows 20 set search_path = public, pg_temp set enable_seqscan = off as $$
declare
    asked tsquery := p_query::tsquery;
begin
    if scope_staff() then
        -- materialized: walking from the newest on is chosen for words that seem common, and slow where they are not
        return query execute 'with own as materialized (select e.id from search_entry e where e.tokens @@ $1)'
                             ' select id from own where ($2 is null or id < $2) and ($3 is null or id >= $3)'
                             ' and ($4 is null or id < $4) order by id desc limit $5'
            using asked, p_before, p_from, p_until, p_limit;
    elsif scope_organisation() is not null then
        return query execute
            'with own as materialized (select e.id from search_entry e where e.tokens @@ $6 and (e.audience_id = any($8)'
            '         or e.case_id is null and e.organisation_id = $9)),'
            '     shared as materialized (select e.id from search_entry e where e.audience_id = any($7)'
            '         and ts_match_vq(e.tokens, $1))'
            ' select id from (select id from own union select id from shared) e where ($2 is null or id < $2)'
            ' and ($3 is null or id >= $3) and ($4 is null or id < $4) order by id desc limit $5'
            using asked, p_before, p_from, p_until, p_limit, asked && search_own(), search_shared(),
                  array(select visible_audiences()), scope_organisation();
    end if;
end $$;

-- Which of these words stand in something that the acting scope may see; of what is shared, the newest.
create function search_known(p_tokens text[]) returns setof text
    language plpgsql stable security definer set search_path = public, pg_temp set enable_seqscan = off as $$
begin
    if scope_staff() then
        return query execute 'select t from unnest($1) t where exists (select from search_entry e'
                             ' where e.tokens @@ (quote_literal(t)::tsquery))' using p_tokens;
    elsif scope_organisation() is not null then
        return query execute
            'select t from unnest($1) t where exists (select from search_entry e'
            ' where e.tokens @@ (quote_literal(t)::tsquery && $2)'
            ' and (e.audience_id = any($3) or e.case_id is null and e.organisation_id = $4))'
            ' union select w.lexeme from (select tokens from search_entry where audience_id = any($5)'
            ' order by id desc limit 500) e, unnest(e.tokens) w where w.lexeme = any($1)'
            using p_tokens, search_own(), array(select visible_audiences()), scope_organisation(), search_shared();
    end if;
end $$;
revoke all on function search_own, search_shared, search_hits, search_known from public;
grant execute on function search_hits, search_known to ${app};

-- What was shredded is not found any more either.
create function search_forgets() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    update search_entry e set tokens = '', sealed = '{}' from sealed_item i
     where i.key_id = new.id and i.id = any (e.sealed);
    if new.kind = 'case' then
        update search_entry set tokens = '', sealed = '{}' where case_id = new.subject;
    end if;
    return null;
end $$;
revoke all on function search_forgets from public;
create policy search_forgets on sealed_item for select to current_user using (scope_staff());
create trigger search_forgets after update on vault_key for each row
    when (old.wrapped is not null and new.wrapped is null) execute function search_forgets();

-- How far the work has come that indexes what no transaction indexed: older installations, and rooms that leave it to it.
create table search_progress (
    kind    text primary key,
    reached uuid not null
);
call protect_table('search_progress');
create policy purpose_all on search_progress to ${app}
    using ((select scope_purpose()) = 'search') with check ((select scope_purpose()) = 'search');
grant select, insert, update (reached) on search_progress to ${app};

create policy search_read on audience for select to ${app} using ((select scope_purpose()) = 'search');
create policy search_read on sealed_item for select to ${app} using ((select scope_purpose()) = 'search');
do $$
declare
    t text;
begin
    foreach t in array array['coordination_case', 'case_vulnerability', 'thread', 'message', 'message_file',
                             'vulnerability_status', 'notice', 'advisory', 'advisory_version', 'report', 'received_report',
                             'report_message'] loop
        execute format('create policy search_waiting on %I for select to current_user using (scope_purpose() = ''search'')', t);
    end loop;
end $$;

-- Sealed texts without their row, in the order of their ids after p_after.
create function search_waiting(p_kind text, p_after uuid, p_limit int)
    returns table (id uuid, subject uuid, case_id uuid, audience_id uuid, organisation_id uuid, author_id uuid,
                   party_id uuid, within uuid, sealed uuid[])
    language sql stable security definer set search_path = public, pg_temp as $$
    select w.id, w.subject, w.case_id, w.audience_id, w.organisation_id, w.author_id, w.party_id, w.within,
           array_remove(w.sealed, null)
      from (
        select c.id, c.id as subject, c.id as case_id, a.id as audience_id, null::uuid as organisation_id,
               null::uuid as author_id, null::uuid as party_id, null::uuid as within,
               array[c.title, c.product, c.summary] as sealed
          from coordination_case c join audience a on a.case_id = c.id and a.kind = 'staff' where p_kind = 'case'
        union all
        select v.vulnerability_id, v.vulnerability_id, v.case_id, a.id, null, null, null, null, array[v.label]
          from case_vulnerability v join audience a on a.case_id = v.case_id and a.kind = 'staff'
         where p_kind = 'vulnerability' and v.label is not null
        union all
        select m.id, m.id, m.case_id, m.audience_id, null, m.organisation_id, t.organisation_id, null, array[m.body]
          from message m join thread t on t.id = m.thread_id where p_kind = 'message'
        union all
        select f.id, f.id, f.case_id, f.audience_id, null, m.organisation_id, t.organisation_id, m.id, array[f.name]
          from message_file f join message m on m.id = f.message_id join thread t on t.id = m.thread_id
         where p_kind = 'file'
        union all
        select s.id, coalesce(s.act, s.id), s.case_id, s.audience_id, null, s.organisation_id, s.organisation_id, null,
               array[s.statement, s.versions, s.refs]
          from vulnerability_status s where p_kind = 'statement'
           and (s.statement is not null or s.versions is not null or s.refs is not null)
           and not exists (select from vulnerability_status o where o.act = s.act and o.id < s.id)
        union all
        select n.id, n.id, n.case_id, n.audience_id, null, null, null, null, array[n.body]
          from notice n where p_kind = 'notice'
        union all
        select v.id, d.id, d.case_id, a.id, null, null, null, null, array[v.content]
          from advisory_version v join advisory d on d.id = v.advisory_id
          join audience a on a.case_id = d.case_id and a.kind = 'staff'
         where p_kind = 'advisory' and v.ordinal = (select max(o.ordinal) from advisory_version o where o.advisory_id = d.id)
        union all
        select r.id, r.id, null, null, null, r.organisation_id, null, null, array[r.fields]
          from report r where p_kind = 'report'
        union all
        select r.id, r.id, null, null, case when r.source = 'vendor' then r.organisation_id end, r.organisation_id,
               null, null, array[r.answers]
          from received_report r where p_kind = 'received-report'
        union all
        select m.id, m.id, null, null, null, null, null, m.report_id, array[m.body]
          from report_message m where p_kind = 'report-message'
      ) w
     where scope_purpose() = 'search' and (p_after is null or w.id > p_after)
       and not exists (select from search_entry e where e.kind = p_kind and e.subject = w.subject
                          and e.case_id is not distinct from w.case_id)
     order by w.id limit p_limit $$;
revoke all on function search_waiting from public;
grant execute on function search_waiting to ${app};

-- A search or a filter of the list of cases that a person keeps under a name. Both are words, so both are sealed.
create table saved_search (
    id              uuid primary key,
    person_id       uuid not null,
    organisation_id uuid not null,
    page            text not null check (page in ('search', 'cases')),
    name            uuid not null references sealed_item,
    query           uuid not null references sealed_item,
    shared          boolean not null default false,
    -- names the form that was sent; sent twice it is one
    form            uuid not null,
    saved_at        timestamptz not null default chosei_now(),
    removed_at      timestamptz,
    unique (person_id, form)
);
call protect_table('saved_search');
create policy own_all on saved_search to ${app}
    using (person_id = (select scope_person()))
    with check (person_id = (select scope_person()) and organisation_id = (select scope_organisation())
                and (not shared or (select scope_staff())));
create policy team_read on saved_search for select to ${app}
    using (shared and (select scope_staff()) and organisation_id = (select scope_organisation()));
grant select, insert, update (shared, removed_at) on saved_search to ${app};
