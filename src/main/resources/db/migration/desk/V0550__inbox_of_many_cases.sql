-- Many cases at once, after an import or a restore, took time with the square of their number: what is wanted was compared with
-- itself by a plan that is meant for few. They are gone through by parts now, under the one lock.

create function inbox_rewrite(p_cases uuid[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    with wanted as materialized (
        select w.*, coalesce((select a.person_id from case_assignment a where a.case_id = w.case_id order by a.id desc limit 1),
                             '00000000-0000-0000-0000-000000000000') as assignee
          from (select * from inbox_of(p_cases) union all select r.*, null, 0 from inbox_reaches(p_cases) r) w),
    gone as (
        delete from inbox_item i where i.case_id = any(p_cases)
           and not exists (select from wanted w where w.kind = i.kind and w.subject = i.subject))
    insert into inbox_item as i (kind, subject, case_id, turn, due_at, since, number, organisation_id, author, seen_from, ahead,
                                 assignee)
    select w.kind, w.subject, w.case_id, w.turn, w.due_at, w.since, w.number, w.organisation_id, w.author, w.seen_from, w.ahead,
           w.assignee
      from wanted w order by w.since, w.case_id, w.kind
    on conflict (kind, subject) do update
       set case_id = excluded.case_id, turn = excluded.turn, due_at = excluded.due_at, since = excluded.since,
           number = excluded.number, organisation_id = excluded.organisation_id, author = excluded.author,
           seen_from = excluded.seen_from, ahead = excluded.ahead, assignee = excluded.assignee
     where (i.case_id, i.turn, i.due_at, i.since, i.number, i.organisation_id, i.author, i.seen_from, i.ahead, i.assignee)
           is distinct from (excluded.case_id, excluded.turn, excluded.due_at, excluded.since, excluded.number,
                             excluded.organisation_id, excluded.author, excluded.seen_from, excluded.ahead, excluded.assignee);
end $$;

create or replace function inbox_refresh(p_cases uuid[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if cardinality(p_cases) > 500 then
        lock table inbox_item in share row exclusive mode;
    else
        perform pg_advisory_xact_lock(hashtextextended('inbox:' || c, 0)) from (select unnest(p_cases) as c order by 1) as locks;
    end if;
    for part in 0 .. (cardinality(p_cases) - 1) / 500 loop
        perform inbox_rewrite(p_cases[part * 500 + 1 : part * 500 + 500]);
    end loop;
end $$;
revoke all on function inbox_rewrite, inbox_refresh from public;

-- For lists: which cases ended, of those whose reader case_ended would tell. Asked case by case, the reader's cases were
-- gathered anew for each.
create function ended_cases() returns setof uuid
    language sql stable security definer set search_path = public, pg_temp as $$
    select e.case_id from case_end e
     where scope_staff() or scope_purpose() is not null or e.case_id in (select visible_cases())
        or e.case_id in (select asked_cases()) $$;
revoke all on function ended_cases from public;
grant execute on function ended_cases to ${app};
