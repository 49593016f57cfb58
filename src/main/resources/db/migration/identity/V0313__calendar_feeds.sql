-- The secret address under which a calendar program reads one person's deadlines in one organisation; only the hash is
-- kept. A new address takes the place of the old one.
create table calendar_feed (
    person_id       uuid not null references person,
    organisation_id uuid not null,
    token_hash      bytea not null unique,
    made_at         timestamptz not null default chosei_now(),
    ended_at        timestamptz,
    primary key (person_id, organisation_id)
);
call protect_table('calendar_feed');
create policy own on calendar_feed to ${app}
    using (person_id = (select scope_person()) and organisation_id = (select scope_organisation()))
    with check (person_id = (select scope_person()) and organisation_id = (select scope_organisation()));
create policy sign_in_read on calendar_feed for select to ${app} using ((select scope_purpose()) = 'sign-in');
-- The recovery of an account ends the addresses that it had.
create policy sign_in_end on calendar_feed for update to ${app}
    using ((select scope_purpose()) = 'sign-in') with check ((select scope_purpose()) = 'sign-in' and ended_at is not null);
grant select, insert, update (token_hash, made_at, ended_at) on calendar_feed to ${app};
