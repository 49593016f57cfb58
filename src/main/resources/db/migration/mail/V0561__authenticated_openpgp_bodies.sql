-- Version 6 keys get a body in SEIPD version 2.
alter table mail_body drop constraint mail_body_format_check;
alter table mail_body
    add constraint mail_body_format_check check (format in ('OPENPGP', 'OPENPGP_AEAD', 'SMIME_GCM', 'SMIME_CBC'));
