-- A page of hits asks for its own messages only: what the planner may not look into it would compare with every message there is.
alter policy with_message on search_entry
    using (kind not in ('message', 'file') or (select scope_purpose()) in ('search', 'mail-in')
        or coalesce((select true from message m where m.id = case when within is null then subject else within end), false));

-- Words stand in few texts or in many. Where in many, the newest texts fill a page without the index of words; where they do
-- not, what the index has is few enough to be read in full. For organisations the index walks over their own texts alone.
create or replace function search_hits(p_query text, p_before uuid, p_from uuid, p_until uuid, p_limit int) returns setof uuid
    language plpgsql stable security definer rows 20 set search_path = public, pg_temp set enable_seqscan = off as $$
declare
    asked tsquery := p_query::tsquery;
    newest uuid[];
begin
    if scope_staff() then
        execute 'select array(select id from (select e.id, e.tokens from search_entry e where ($2 is null or e.id < $2)'
                ' and ($3 is null or e.id >= $3) and ($4 is null or e.id < $4) order by e.id desc limit 500) n'
                ' where ts_match_vq(n.tokens, $1) order by id desc limit $5)'
            into newest using asked, p_before, p_from, p_until, p_limit;
        if cardinality(newest) >= p_limit then
            return query select unnest(newest);
            return;
        end if;
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
