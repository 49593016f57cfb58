-- Mail to a contact of an organisation came back or was refused for good, and nobody has said since that its contacts are right
-- or changed them: somebody of the staff finds another way.
do $$
declare
    t text;
    d text;
begin
    foreach t in array array['contact_bounce', 'contact_confirmation', 'contact_change', 'contact_change_decision'] loop
        if not exists (select from pg_policies where schemaname = 'public' and tablename = t and policyname = 'definer') then
            execute format('create policy definer on %I for select to current_user using (true)', t);
        end if;
    end loop;
    select pg_get_constraintdef(oid) into strict d from pg_constraint
     where conrelid = 'inbox_item'::regclass and conname = 'inbox_item_kind_check';
    alter table inbox_item drop constraint inbox_item_kind_check;
    execute 'alter table inbox_item add constraint inbox_item_kind_check ' || replace(d, 'ARRAY[', 'ARRAY[''BOUNCED''::text, ');
end $$;

create function inbox_bounces(p_organisations uuid[]) returns void
    language sql security definer set search_path = public, pg_temp as $$
    with wanted as (
        select b.organisation_id as subject, min(b.since) as since, count(*)::int as number
          from bouncing_contacts(chosei_now()) b where b.organisation_id = any(p_organisations) group by 1),
    gone as (
        delete from inbox_item i where i.kind = 'BOUNCED' and i.subject = any(p_organisations)
           and not exists (select from wanted w where w.subject = i.subject))
    insert into inbox_item as i (kind, subject, turn, since, number, organisation_id)
    select 'BOUNCED', w.subject, 'mine', w.since, w.number, w.subject from wanted w order by w.subject
    on conflict (kind, subject) do update set since = excluded.since, number = excluded.number
     where (i.since, i.number) is distinct from (excluded.since, excluded.number) $$;

create function inbox_follow_bounces() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if scope_purpose() is distinct from 'backup' then
        perform inbox_bounces(array(select distinct organisation_id from changed));
    end if;
    return null;
end $$;
revoke all on function inbox_bounces, inbox_follow_bounces from public;

do $$
declare
    t text;
begin
    foreach t in array array['contact_bounce', 'contact_confirmation', 'contact_change_decision'] loop
        execute format('create trigger inbox_bounces after insert on %I referencing new table as changed'
                       ' for each statement execute function inbox_follow_bounces()', t);
    end loop;
end $$;

-- What there is already.
select inbox_bounces(array(select distinct organisation_id from contact_bounce));
