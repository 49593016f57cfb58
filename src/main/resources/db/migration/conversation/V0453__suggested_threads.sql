-- Where a mail that waits for a person seems to belong, and what says so. It proves nothing.
create table mail_suggestion (
    mail_id   uuid not null,
    thread_id uuid not null references thread,
    reason    text not null check (reason in ('TOKEN', 'REFERENCE', 'TAG')),
    primary key (mail_id, thread_id)
);
call protect_table('mail_suggestion');
create policy staff_read on mail_suggestion for select to ${app} using ((select scope_staff()));
create policy routing_all on mail_suggestion to ${app}
    using ((select scope_purpose()) = 'mail-in') with check ((select scope_purpose()) = 'mail-in');
grant select, insert on mail_suggestion to ${app};
