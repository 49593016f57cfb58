-- The same rule, ten times cheaper to ask of each entry: a counted repetition is what makes an expression slow.
alter table ledger_entry drop constraint ledger_entry_commitment_check,
    add constraint ledger_entry_commitment_check check (length(commitment) = 64 and commitment !~ '[^0-9a-f]');
