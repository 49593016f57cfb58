-- Up to where each chain is signed, so that a checkpoint names only the chains that changed since the one before. A wrong
-- row here hides nothing: verification compares the entries with the signed bodies, never with this table.
create table ledger_signed (
    chain uuid primary key references ledger_chain,
    seq   bigint not null
);
call protect_table('ledger_signed');
create policy checkpoint_all on ledger_signed to ${app}
    using ((select scope_purpose()) = 'checkpoint') with check ((select scope_purpose()) = 'checkpoint');
create policy verification_read on ledger_signed for select to ${app}
    using ((select scope_purpose()) = 'verification');
grant select, insert, update on ledger_signed to ${app};
