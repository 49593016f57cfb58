-- Whoever may see something of a case sees what is addressed to it alone there, and takes part in it. That no longer needs a grant
-- of its own: a wave gives each vendor one, to the audience of its addressees. Grants from before stay and say the same.
create or replace function visible_audiences() returns setof uuid
    language sql stable security definer set search_path = public, pg_temp as $$
    with live as (
        select g.audience_id, g.case_id from access_grant g
         where g.organisation_id = scope_organisation() and g.revoked_at is null
           and g.visible_from <= least(chosei_now(), scope_now())
           and (g.visible_until is null or chosei_now() < g.visible_until)),
    part as (select distinct l.case_id from live l)
    select l.audience_id from live l
    union
    select a.id from audience a join part p on p.case_id = a.case_id
     where a.kind = 'organisation' and a.organisation_id = scope_organisation()
    union
    select a.id from audience a join part p on p.case_id = a.case_id where a.kind = 'all-vendors'
    union
    select m.audience_id from audience_member m join part p on p.case_id = m.case_id
     where m.organisation_id = scope_organisation() and m.removed_at is null $$;
