create table own_smime_key (
    fingerprint text primary key check (fingerprint ~ '^[0-9A-F]{64}$'),
    certificate bytea not null,
    secret      uuid not null references sealed_item,
    made_at     timestamptz not null default chosei_now()
);
call protect_table('own_smime_key');
create policy purpose_read on own_smime_key for select to ${app}
    using ((select scope_purpose()) in ('setup', 'mail-in', 'mail-out'));
create policy setup_add on own_smime_key for insert to ${app} with check ((select scope_purpose()) = 'setup');
grant select, insert on own_smime_key to ${app};
