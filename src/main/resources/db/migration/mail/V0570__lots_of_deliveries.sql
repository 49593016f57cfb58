-- In which order the mails of one instant leave, drawn when they are staged: a batch is found without sorting all that wait.
alter table mail_delivery add column lot double precision not null default random();
create index mail_delivery_turn on mail_delivery (next_try_at, lot) where state in ('STAGED', 'DEFERRED');
drop index mail_delivery_due;
