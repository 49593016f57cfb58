-- Fingerprints of OpenPGP have 40 digits (version 4) or 64 (version 6). The check that knew only 40 has a name made by PostgreSQL.
do $$
declare
    before text;
begin
    select conname into strict before
      from pg_constraint
     where conrelid = 'contact_key'::regclass and contype = 'c'
       and pg_get_constraintdef(oid) like '%[0-9A-F]{40}$%' and pg_get_constraintdef(oid) like '%SMIME%';
    execute format('alter table contact_key drop constraint %I', before);
end $$;
alter table contact_key
    add constraint contact_key_fingerprint_digits
        check (fingerprint ~ case format when 'SMIME' then '^[0-9A-F]{64}$' else '^[0-9A-F]{40}([0-9A-F]{24})?$' end);
