-- How a mail is written, seen when it was routed: an encrypted archive, a password for one, a program's mail, our own again.
create table mail_trait (
    mail_id uuid not null references incoming_mail,
    trait   text not null check (trait in ('ENCRYPTED_ZIP', 'PASSWORD', 'AUTOMATIC', 'LOOP')),
    primary key (mail_id, trait)
);
call protect_table('mail_trait');
create policy staff_read on mail_trait for select to ${app} using ((select scope_staff()));
create policy routing_all on mail_trait to ${app}
    using ((select scope_purpose()) = 'mail-in') with check ((select scope_purpose()) = 'mail-in');
grant select, insert on mail_trait to ${app};
create index incoming_mail_sender on incoming_mail (envelope_from, arrived_at);

-- What was answered by itself: to an address once a day at most.
create table mail_answer (
    mail_id     uuid primary key references incoming_mail,
    address     text not null,
    answered_on date not null,
    template    text not null,
    letter_id   uuid not null,
    unique (address, answered_on)
);
call protect_table('mail_answer');
create policy staff_read on mail_answer for select to ${app} using ((select scope_staff()));
create policy routing_all on mail_answer to ${app}
    using ((select scope_purpose()) = 'mail-in') with check ((select scope_purpose()) = 'mail-in');
grant select, insert on mail_answer to ${app};
