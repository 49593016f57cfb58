-- A delivery is written when it is staged and again when it left, each time into every index. A Message-ID of ours holds the
-- delivery's id, by which it is found; and letters are looked for only where no wave gathers them.
alter table mail_delivery drop constraint mail_delivery_message_id_key;
drop index mail_delivery_letter;
create index mail_delivery_letter on mail_delivery (coalesce(letter_id, body_id)) where wave_id is null;
