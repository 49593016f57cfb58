-- The steps between acceptance and activation; why something was decided is sealed under the organisation's key.
alter table organisation_state drop constraint organisation_state_state_check;
alter table organisation_state add constraint organisation_state_state_check check (state in
    ('REGISTERED', 'IDENTITY_VERIFIED', 'DOCUMENTS_SENT', 'MEETING_HELD', 'ACTIVE', 'SUSPENDED', 'WITHDRAWN'));
alter table organisation_state drop column reason;
alter table organisation_state add column reason uuid references sealed_item;
alter table organisation_state add check (state not in ('SUSPENDED', 'WITHDRAWN') or reason is not null);

-- Also when one of the steps in between was taken already.
create or replace function waits_for_activation(p_organisation uuid) returns boolean
    language sql stable security definer set search_path = public, pg_temp as $$
    select coalesce((select s.state not in ('ACTIVE', 'SUSPENDED', 'WITHDRAWN') from organisation_state s
                      where s.organisation_id = p_organisation order by s.id desc limit 1), false) $$;
