-- How far a mailbox on an IMAP server was read; what is read twice is kept once.
create table imap_position (
    mailbox  text primary key,
    validity bigint not null,
    uid      bigint not null,
    read_at  timestamptz not null default chosei_now()
);
call protect_table('imap_position');
create policy routing_all on imap_position to ${app}
    using ((select scope_purpose()) = 'mail-in') with check ((select scope_purpose()) = 'mail-in');
grant select, insert, update on imap_position to ${app};
