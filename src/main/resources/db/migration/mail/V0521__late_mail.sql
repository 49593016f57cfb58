-- Whether the ledger says already that the mail waits for longer than a day.
alter table mail_delivery add column late boolean not null default false;
alter table clear_letter add column late boolean not null default false;
grant update (late) on mail_delivery to ${app};
grant update (late) on clear_letter to ${app};
