-- Of a mail only what is encrypted or signed becomes a message; where words or files stood around it, the message says so.
alter table message add column partial boolean not null default false check (not partial or via = 'mail');
