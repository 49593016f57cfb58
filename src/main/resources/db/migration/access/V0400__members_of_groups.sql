-- Which organisations belong to a group that staff chose. A row shows nothing by itself: whoever sees nothing of the case
-- sees no group of it. name is what the other members read, sealed for them, in a group whose members are shown.
alter table audience add column members_shown boolean not null default false;

create table audience_member (
    id              uuid primary key,
    audience_id     uuid not null,
    case_id         uuid not null,
    organisation_id uuid not null,
    name            uuid references sealed_item,
    added_at        timestamptz not null default chosei_now(),
    added_by        text not null default scope_actor(),
    removed_at      timestamptz,
    removed_by      text,
    foreign key (audience_id, case_id) references audience (id, case_id),
    check ((removed_at is null) = (removed_by is null))
);
create unique index audience_member_now on audience_member (audience_id, organisation_id) where removed_at is null;
create index audience_member_organisation on audience_member (organisation_id, case_id) where removed_at is null;
call protect_table('audience_member');
create policy definer on audience_member for select to current_user using (true);
create policy definer on audience for select to current_user using (true);

-- The one predicate, now with the audiences that follow from taking part: whoever sees its own part of a case sees what is
-- said to all vendors of it, and the groups of it that it is in. One grant ends, and all of this ends in the same instant.
create or replace function visible_audiences() returns setof uuid
    language sql stable security definer set search_path = public, pg_temp as $$
    with live as (
        select g.audience_id, g.case_id from access_grant g
         where g.organisation_id = scope_organisation() and g.revoked_at is null
           and g.visible_from <= chosei_now()
           and (g.visible_until is null or chosei_now() < g.visible_until)),
    part as (
        select distinct l.case_id from live l join audience a on a.id = l.audience_id
         where a.kind = 'organisation' and a.organisation_id = scope_organisation())
    select l.audience_id from live l
    union
    select a.id from audience a join part p on p.case_id = a.case_id where a.kind = 'all-vendors'
    union
    select m.audience_id from audience_member m join part p on p.case_id = m.case_id
     where m.organisation_id = scope_organisation() and m.removed_at is null $$;

create policy staff_all on audience_member to ${app} using ((select scope_staff())) with check ((select scope_staff()));
create policy own_read on audience_member for select to ${app}
    using (organisation_id = (select scope_organisation()) and removed_at is null
        and audience_id in (select visible_audiences()));
create policy shown_read on audience_member for select to ${app}
    using (removed_at is null and audience_id in (select visible_audiences())
        and exists (select from audience a where a.id = audience_id and a.members_shown));
grant select, insert, update (removed_at, removed_by) on audience_member to ${app};
