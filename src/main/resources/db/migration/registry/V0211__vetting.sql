-- How the CSIRT made sure of an organisation. Rows are only added; a correction is a row that cites the corrected one. What
-- was said and handed in is sealed under the organisation's key, for staff alone: there is no policy for the organisation.

-- Organisations that registered by form since vetting is recorded. Those from before are not asked for it.
create table vetting_due (
    organisation_id uuid primary key references organisation,
    due_at          timestamptz not null default chosei_now(),
    due_by          text not null default scope_actor()
);
call protect_table('vetting_due');

-- number_of_form: the number called is one that the organisation gave itself, which whoever called was warned of.
create table vetting_record (
    id              uuid primary key,
    organisation_id uuid not null references organisation,
    kind            text not null check (kind in ('CALL_BACK', 'MEETING', 'DOCUMENT')),
    result          text not null,
    happened_at     timestamptz not null,
    number_of_form  boolean not null default false,
    details         uuid not null references sealed_item,
    corrects        uuid unique,
    recorded_at     timestamptz not null default chosei_now(),
    recorded_by     text not null default scope_actor(),
    unique (id, organisation_id),
    foreign key (corrects, organisation_id) references vetting_record (id, organisation_id),
    check (corrects <> id),
    check (result in ('CONFIRMED', 'NOT_CONFIRMED', 'NO_ANSWER') or kind <> 'CALL_BACK'),
    check (result in ('HELD', 'NOT_HELD') or kind <> 'MEETING'),
    check (result in ('REGISTER_EXTRACT', 'TERMS', 'KEYWORD_ANSWERS', 'OTHER', 'NOT_RECEIVED') or kind <> 'DOCUMENT'),
    check (kind = 'CALL_BACK' or not number_of_form)
);
create index vetting_record_organisation on vetting_record (organisation_id, recorded_at);
call protect_table('vetting_record');

create table vetting_file (
    id              uuid primary key,
    record_id       uuid not null,
    organisation_id uuid not null,
    name            uuid not null references sealed_item,
    content         uuid not null references sealed_item,
    size            bigint not null,
    sha256          text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    foreign key (record_id, organisation_id) references vetting_record (id, organisation_id)
);
create index vetting_file_record on vetting_file (record_id);
call protect_table('vetting_file');

-- Another body, or an earlier process, made sure of it: said by a person with the reason. Whoever registers by form is
-- vetted here.
create table vetting_elsewhere (
    id              uuid primary key default uuidv7(),
    organisation_id uuid not null references organisation,
    reason          uuid not null references sealed_item,
    import_id       uuid references registry_import,
    recorded_at     timestamptz not null default chosei_now(),
    recorded_by     text not null default scope_actor()
);
create index vetting_elsewhere_organisation on vetting_elsewhere (organisation_id);
call protect_table('vetting_elsewhere');

-- A second person went through everything and confirms it. with_meeting: a meeting and documents were among it, as a general
-- registration needs.
create table vetting_sign_off (
    id              uuid primary key default uuidv7(),
    organisation_id uuid not null references organisation,
    call_back_id    uuid not null,
    with_meeting    boolean not null,
    remark          uuid references sealed_item,
    signed_at       timestamptz not null default chosei_now(),
    signed_by       text not null default scope_actor(),
    foreign key (call_back_id, organisation_id) references vetting_record (id, organisation_id)
);
create index vetting_sign_off_organisation on vetting_sign_off (organisation_id, signed_at);
call protect_table('vetting_sign_off');

do $$
declare
    t text;
begin
    foreach t in array array['vetting_due', 'vetting_record', 'vetting_file', 'vetting_elsewhere', 'vetting_sign_off'] loop
        execute format('create policy definer on %I for select to current_user using (true)', t);
        execute format('create policy staff_read on %I for select to ${app} using ((select scope_staff()))', t);
        execute format('grant select, insert on %I to ${app}', t);
    end loop;
end $$;
create policy staff_add on vetting_due for insert to ${app} with check ((select scope_staff()));
create policy staff_add on vetting_record for insert to ${app} with check ((select scope_staff()));
create policy staff_add on vetting_file for insert to ${app} with check ((select scope_staff()));
create policy staff_add on vetting_elsewhere for insert to ${app}
    with check ((select scope_staff())
                and not exists (select from vetting_due d where d.organisation_id = vetting_elsewhere.organisation_id)
                and not exists (select from vetting_record d
                                 where d.organisation_id = vetting_elsewhere.organisation_id
                                   and d.result = 'NOT_CONFIRMED'
                                   and not exists (select from vetting_record c where c.corrects = d.id)));
-- Whoever called does not confirm, and nobody on a call after which another was not confirmed, whatever the application
-- forgot to ask.
create policy other_person_adds on vetting_sign_off for insert to ${app}
    with check ((select scope_staff()) and (select scope_kind()) = 'person'
                and exists (select from vetting_record r
                             where r.id = vetting_sign_off.call_back_id and r.kind = 'CALL_BACK'
                               and r.result = 'CONFIRMED' and r.recorded_by <> (select scope_actor())
                               and not exists (select from vetting_record c where c.corrects = r.id)
                               and not exists (select from vetting_record d
                                                where d.organisation_id = r.organisation_id
                                                  and d.result = 'NOT_CONFIRMED' and d.recorded_at >= r.recorded_at
                                                  and not exists (select from vetting_record c
                                                                   where c.corrects = d.id))));

create policy definer on organisation for select to current_user using (true);

-- How an organisation's vetting stood at an instant; who it was is told to staff alone. A sign-off no longer stands once
-- something that it rests on was corrected, or a later call was answered by somebody who knows nothing of it. Correcting
-- that call brings no earlier sign-off back: it lets a new one be given, by two people again.
create function vetting_of(p_organisations uuid[], p_at timestamptz)
    returns table (organisation_id uuid, state text, due boolean, at timestamptz, called_by text, signed_by text)
    language sql stable security definer set search_path = public, pg_temp as $$
    with known as (
        select o.id, d.due_at,
               coalesce((select c.was from registration_class_change c
                          where c.organisation_id = o.id and c.changed_at > p_at order by c.id limit 1),
                        o.registration_class) as class
          from organisation o left join vetting_due d on d.organisation_id = o.id and d.due_at <= p_at
         where o.id = any (p_organisations)
           and (scope_staff() or o.id = scope_organisation()
                or scope_purpose() in ('mail-in', 'mail-out', 'publication', 'setup'))),
    denied as (
        select r.organisation_id, r.recorded_at, c.recorded_at as corrected_at
          from vetting_record r join known k on k.id = r.organisation_id
          left join vetting_record c on c.corrects = r.id
         where r.kind = 'CALL_BACK' and r.result = 'NOT_CONFIRMED' and r.recorded_at <= p_at),
    signed as (
        select distinct on (s.organisation_id) s.organisation_id, s.signed_at, r.recorded_by, s.signed_by
          from vetting_sign_off s join vetting_record r on r.id = s.call_back_id join known k on k.id = s.organisation_id
         where s.signed_at <= p_at and (s.with_meeting or k.class is distinct from 'GENERAL')
           and not exists (select from denied d
                            where d.organisation_id = s.organisation_id
                              and (d.recorded_at > s.signed_at
                                   or d.recorded_at >= r.recorded_at and coalesce(d.corrected_at > s.signed_at, true)))
           and not exists (select from vetting_record c join vetting_record o on o.id = c.corrects
                            where c.organisation_id = s.organisation_id and o.recorded_at <= s.signed_at
                              and c.recorded_at > s.signed_at and c.recorded_at <= p_at)
         order by s.organisation_id, s.signed_at),
    elsewhere as (
        select distinct on (e.organisation_id) e.organisation_id, e.recorded_at, e.recorded_by
          from vetting_elsewhere e join known k on k.id = e.organisation_id
         where e.recorded_at <= p_at
           and not exists (select from denied d
                            where d.organisation_id = e.organisation_id and d.recorded_at > e.recorded_at)
         order by e.organisation_id, e.recorded_at),
    first as (
        select f.organisation_id, min(f.recorded_at) as recorded_at
          from (select r.organisation_id, r.recorded_at from vetting_record r
                 union all select e.organisation_id, e.recorded_at from vetting_elsewhere e) f
          join known k on k.id = f.organisation_id
         where f.recorded_at <= p_at group by f.organisation_id)
    select k.id,
           case when s.organisation_id is not null then 'DONE' when e.organisation_id is not null then 'ELSEWHERE'
                when k.due_at is not null or f.organisation_id is not null then 'OPEN' else 'NONE' end,
           k.due_at is not null,
           case when s.organisation_id is not null then s.signed_at when e.organisation_id is not null then e.recorded_at
                else least(k.due_at, f.recorded_at) end,
           case when scope_staff() then s.recorded_by end,
           case when scope_staff() then coalesce(s.signed_by, e.recorded_by) end
      from known k left join signed s on s.organisation_id = k.id left join elsewhere e on e.organisation_id = k.id
      left join first f on f.organisation_id = k.id $$;
revoke all on function vetting_of from public;
grant execute on function vetting_of to ${app};
