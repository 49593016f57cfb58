-- What waits to be seen, was taken back or withdrawn is not found; after an edit the new words are.
create policy with_message on search_entry as restrictive for select to ${app}
    using (kind not in ('message', 'file') or exists (select from message m where m.id = coalesce(within, subject)));

-- Whose words a nameless message holds its readers may not learn, so the job that names nobody indexes it anew.
create function search_edited() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    delete from search_entry s using message m
     where s.kind = 'message' and s.subject = new.message_id and m.id = new.message_id and m.author is null;
    return null;
end $$;
create trigger search_edited after insert on message_edit for each row execute function search_edited();
create function search_withdrawn() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    update search_entry set tokens = '', sealed = '{}'
     where kind in ('message', 'file') and (subject = new.message_id or within = new.message_id);
    return null;
end $$;
create trigger search_withdrawn after insert on message_withdrawal for each row execute function search_withdrawn();
revoke all on function search_edited, search_withdrawn from public;

do $$
declare
    t text;
begin
    foreach t in array array['message_edit', 'message_withdrawal'] loop
        execute format('create policy search_waiting on %I for select to current_user using (scope_purpose() = ''search'')', t);
    end loop;
end $$;
create or replace function search_waiting(p_kind text, p_after uuid, p_limit int)
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
        select coalesce(e.id, m.id), m.id, m.case_id, m.audience_id, null, m.organisation_id, t.organisation_id, null,
               array[coalesce(e.body, m.body)]
          from message m join thread t on t.id = m.thread_id
          left join lateral (select x.id, x.body from message_edit x where x.message_id = m.id order by x.id desc limit 1) e
            on true
         where p_kind = 'message' and (m.visible_from is null or m.visible_from <= chosei_now())
           and not exists (select from message_withdrawal w where w.message_id = m.id)
        union all
        select f.id, f.id, f.case_id, f.audience_id, null, m.organisation_id, t.organisation_id, m.id, array[f.name]
          from message_file f join message m on m.id = f.message_id join thread t on t.id = m.thread_id
         where p_kind = 'file' and (m.visible_from is null or m.visible_from <= chosei_now())
           and not exists (select from message_withdrawal w where w.message_id = m.id)
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
