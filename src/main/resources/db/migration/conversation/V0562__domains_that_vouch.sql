-- A mail that nobody signed may be filed because its domain vouches for it, where the operator allows that.
alter table message
    add column proved_domain text check (proved_domain is null or (via = 'mail' and signed_by is null));
