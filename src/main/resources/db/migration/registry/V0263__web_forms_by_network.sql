-- How many registration forms a network handed in over the web since when; the network only as a hash.
create table web_form_network (
    key   text primary key check (key ~ '^[0-9a-f]{64}$'),
    forms int not null,
    since timestamptz not null
);
call protect_table('web_form_network');
create policy arrival_all on web_form_network to ${app}
    using ((select scope_purpose()) = 'mail-in') with check ((select scope_purpose()) = 'mail-in');
grant select, insert, update on web_form_network to ${app};
