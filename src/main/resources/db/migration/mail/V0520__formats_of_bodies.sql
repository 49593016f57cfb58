-- One letter has a body for each way of writing that its recipients read: OpenPGP, S/MIME, and either in another charset.
alter table mail_body
    add column format text not null default 'OPENPGP'
        check (format in ('OPENPGP', 'SMIME_GCM', 'SMIME_CBC'));

-- The letter whose words the body has; in rows from before, the body itself.
alter table mail_delivery add column letter_id uuid;
create index mail_delivery_letter on mail_delivery (coalesce(letter_id, body_id));
