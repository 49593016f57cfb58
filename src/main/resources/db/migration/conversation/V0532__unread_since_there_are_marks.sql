-- What was said before there were read marks says nothing of who read it: to whoever was a member already it is not new. One
-- instant for the installation instead of a mark for every person and thread; no row where nothing was said before.
create table read_marks_since (
    id      uuid primary key default uuidv7(),
    at      timestamptz not null,
    -- ids of messages begin with their instant
    read_to uuid not null
);
call protect_table('read_marks_since');
create policy definer on read_marks_since for select to current_user using (true);

do $$
declare
    begun timestamptz;
    added bigint;
begin
    perform set_config('chosei.kind', 'system', true), set_config('chosei.purpose', 'backup', true);
    -- the columns without zone are of the session, as Flyway wrote them; a mark that somebody has is never older
    select least(chosei_now(), (select min(h.installed_on at time zone current_setting('TimeZone'))
                                  from flyway_schema_history h where h.script like '%V0401\_\_talk.sql'),
                 (select min(r.read_at) from read_mark r))
      into begun;
    insert into read_marks_since (at, read_to)
    select begun, (lpad(to_hex((extract(epoch from begun) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
     where exists (select from message m where m.posted_at < begun);
    get diagnostics added = row_count;
    assert added = (select count(*) from (select from message m where m.posted_at < begun limit 1) m),
        'what was said before is not marked';
    perform set_config('chosei.kind', '', true), set_config('chosei.purpose', '', true);
end $$;

-- Before which message nothing is new to the acting person that has no mark in a thread.
create function unread_from() returns uuid
    language sql stable security definer set search_path = public, pg_temp as $$
    select coalesce((select s.read_to from read_marks_since s
                      where exists (select from membership m where m.person_id = scope_person()
                                       and m.organisation_id = scope_organisation() and m.since <= s.at)
                      order by s.at limit 1), '00000000-0000-0000-0000-000000000000') $$;
revoke all on function unread_from from public;
grant execute on function unread_from to ${app};
