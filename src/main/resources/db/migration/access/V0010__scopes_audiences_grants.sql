-- The clock of the database. Visibility is a predicate on it; only tests replace it.
create function chosei_now() returns timestamptz language sql stable parallel safe
    as $$ select statement_timestamp() $$;

-- Who acts, as the application bound it to this transaction (ScopedTransactionManager).
create function scope_kind() returns text language sql stable parallel safe
    as $$ select nullif(current_setting('chosei.kind', true), '') $$;
create function scope_person() returns uuid language sql stable parallel safe
    as $$ select nullif(current_setting('chosei.person', true), '')::uuid $$;
create function scope_organisation() returns uuid language sql stable parallel safe
    as $$ select nullif(current_setting('chosei.organisation', true), '')::uuid $$;
create function scope_staff() returns boolean language sql stable parallel safe
    as $$ select coalesce(current_setting('chosei.staff', true), '') = 'yes' $$;
create function scope_purpose() returns text language sql stable parallel safe
    as $$ select nullif(current_setting('chosei.purpose', true), '') $$;
create function scope_actor() returns text language sql stable parallel safe
    as $$ select case scope_kind()
            when 'person' then 'person:' || scope_person()
            when 'organisation' then 'organisation:' || scope_organisation()
            when 'system' then 'system:' || scope_purpose()
            when 'public' then 'public' end $$;

-- Every table: row-level security on and forced, so that even the owner sees rows only by a policy. The owner's one
-- general policy is for backup and restore. A column that says who did it (its default is scope_actor()) can say nobody
-- else, whatever another policy admits.
create procedure protect_table(t regclass) language plpgsql as $$
declare
    by_whom text;
begin
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    execute format('create policy backup on %s to current_user using (scope_purpose() = ''backup'')'
                   ' with check (scope_purpose() = ''backup'')', t);
    for by_whom in select a.attname from pg_attrdef d join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
                    where d.adrelid = t and pg_get_expr(d.adbin, d.adrelid) = 'scope_actor()' loop
        execute format('create policy %I on %s as restrictive for insert to ${app}'
                       ' with check (%I = (select scope_actor()))', 'own_hand_' || by_whom, t, by_whom);
    end loop;
end $$;

create table audience (
    id              uuid primary key,
    case_id         uuid not null,
    kind            text not null check (kind in ('staff', 'all-vendors', 'organisation', 'group', 'reporter')),
    organisation_id uuid,
    group_id        uuid,
    created_at      timestamptz not null default chosei_now(),
    check ((kind = 'organisation') = (organisation_id is not null)),
    check ((kind = 'group') = (group_id is not null)),
    unique nulls not distinct (case_id, kind, organisation_id, group_id),
    unique (id, case_id)
);
call protect_table('audience');

create table access_grant (
    id              uuid primary key default uuidv7(),
    case_id         uuid not null,
    audience_id     uuid not null,
    organisation_id uuid not null,
    wave_id         uuid,
    visible_from    timestamptz not null,
    visible_until   timestamptz,
    granted_at      timestamptz not null default chosei_now(),
    granted_by      text not null default scope_actor(),
    revoked_at      timestamptz,
    revoked_by      text,
    revoked_reason  text,
    foreign key (audience_id, case_id) references audience (id, case_id),
    check ((revoked_at is null) = (revoked_by is null))
);
create index access_grant_organisation on access_grant (organisation_id, visible_from) include (audience_id, case_id)
    where revoked_at is null;
create index access_grant_case on access_grant (case_id, organisation_id);
create index access_grant_wave on access_grant (wave_id);
call protect_table('access_grant');

-- The one predicate: an audience is visible to the acting organisation now.
create policy definer on access_grant for select to current_user using (true);
create function visible_audiences() returns setof uuid
    language sql stable security definer set search_path = public, pg_temp as $$
    select g.audience_id from access_grant g
     where g.organisation_id = scope_organisation() and g.revoked_at is null
       and g.visible_from <= chosei_now()
       and (g.visible_until is null or chosei_now() < g.visible_until) $$;
create function visible_cases() returns setof uuid
    language sql stable security definer set search_path = public, pg_temp as $$
    select distinct g.case_id from access_grant g
     where g.organisation_id = scope_organisation() and g.revoked_at is null
       and g.visible_from <= chosei_now()
       and (g.visible_until is null or chosei_now() < g.visible_until) $$;

-- Rows that carry their audience are read by staff and by whoever sees that audience.
create procedure read_by_audience(t regclass) language plpgsql as $$
begin
    execute format('create policy audience_read on %s for select to ${app}'
                   ' using ((select scope_staff()) or audience_id in (select visible_audiences()))', t);
end $$;

create policy staff_read on audience for select to ${app} using ((select scope_staff()));
create policy visible_read on audience for select to ${app} using (id in (select visible_audiences()));
create policy routing_read on audience for select to ${app}
    using ((select scope_purpose()) in ('mail-in', 'mail-out', 'publication'));
create policy staff_open on audience for insert to ${app} with check ((select scope_staff()));
grant select, insert on audience to ${app};

-- A grant that lies in the future is itself confidential: a vendor sees only what already holds.
create policy staff_all on access_grant to ${app} using ((select scope_staff())) with check ((select scope_staff()));
create policy own_read on access_grant for select to ${app} using (audience_id in (select visible_audiences())
    and organisation_id = (select scope_organisation()) and revoked_at is null);
create policy mail_read on access_grant for select to ${app}
    using ((select scope_purpose()) in ('mail-in', 'mail-out'));
grant select, insert, update (visible_until, revoked_at, revoked_by, revoked_reason) on access_grant to ${app};
