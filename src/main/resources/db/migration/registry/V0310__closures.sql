-- Days on which an organisation does not work, besides weekends and holidays: deadlines in business days pass over them.
-- The reason is one of a few words, never free text. What was wrong is ended, not removed.
create table organisation_closure (
    id              uuid primary key,
    organisation_id uuid not null references organisation,
    first_day       date not null,
    last_day        date not null check (last_day between first_day and first_day + 366),
    reason          text not null check (reason in ('YEAR_END', 'GOLDEN_WEEK', 'SUMMER', 'ANNIVERSARY', 'OTHER')),
    added_at        timestamptz not null default chosei_now(),
    added_by        text not null default scope_actor(),
    ended_at        timestamptz,
    ended_by        text,
    check ((ended_at is null) = (ended_by is null))
);
create unique index organisation_closure_once on organisation_closure (organisation_id, first_day, last_day)
    where ended_at is null;
call protect_table('organisation_closure');
create policy staff_read on organisation_closure for select to ${app} using ((select scope_staff()));
create policy staff_add on organisation_closure for insert to ${app} with check ((select scope_staff()));
create policy staff_end on organisation_closure for update to ${app} using ((select scope_staff()) and ended_at is null)
    with check ((select scope_staff()) and ended_by = (select scope_actor()));
create policy own_read on organisation_closure for select to ${app}
    using (organisation_id = (select scope_organisation()));
create policy own_add on organisation_closure for insert to ${app}
    with check (organisation_id = (select scope_organisation()) and (select responsible_here()));
create policy own_end on organisation_closure for update to ${app}
    using (organisation_id = (select scope_organisation()) and ended_at is null and (select responsible_here()))
    with check (organisation_id = (select scope_organisation()) and ended_by = (select scope_actor()));
-- When the CSIRT is closed is no secret to those who work with it.
create policy coordinator_read on organisation_closure for select to ${app}
    using ((select scope_kind()) in ('person', 'organisation')
           and organisation_id in (select o.id from organisation o where o.kind = 'COORDINATOR'));
grant select, insert, update (ended_at, ended_by) on organisation_closure to ${app};
