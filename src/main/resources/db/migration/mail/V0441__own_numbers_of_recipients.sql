-- The number under which the recipient of an encrypted mail keeps the case itself. It stands outside the encryption, whose
-- content is the same for all, and is the recipient's own text.
create table mail_delivery_number (
    delivery_id uuid primary key references mail_delivery,
    number      text not null check (number ~ '^[A-Za-z0-9][A-Za-z0-9._#/+:-]{0,63}$')
);
call protect_table('mail_delivery_number');
create policy staff_all on mail_delivery_number to ${app}
    using ((select scope_staff())) with check ((select scope_staff()));
create policy sending_read on mail_delivery_number for select to ${app} using ((select scope_purpose()) = 'mail-out');
grant select, insert on mail_delivery_number to ${app};
