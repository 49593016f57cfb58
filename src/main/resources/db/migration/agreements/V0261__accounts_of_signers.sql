-- What the account that signed was called then; a name that is written beside it may be another. Empty without an account.
create function acting_person_name() returns text
    language sql stable security definer set search_path = public, pg_temp as $$
    select coalesce((select p.name from person p where p.id = scope_person()), '') $$;
revoke all on function acting_person_name from public;
grant execute on function acting_person_name to ${app};

alter table agreement_signature add column account_name text not null default '';
alter table agreement_countersignature add column account_name text not null default acting_person_name();

-- The signatures so far get the name that their account has now.
create policy once on agreement_signature to current_user using (true) with check (true);
create policy once on agreement_countersignature to current_user using (true) with check (true);
do $$
begin
    update agreement_signature s set account_name = p.name from person p where p.id = s.person_id;
    update agreement_countersignature s set account_name = p.name from person p where p.id = s.person_id;
    if exists (select from agreement_signature where person_id is not null and account_name = '') then
        raise exception 'a signature has no account';
    end if;
end $$;
drop policy once on agreement_signature;
drop policy once on agreement_countersignature;
