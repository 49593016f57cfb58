-- Blank forms that the operator hands out instead of the shipped one, in versions that are never changed. A blank form
-- is public. A registration keeps against which form it was read.
create table form_blank (
    version      int primary key check (version > 0),
    blank        text not null check (blank <> '' and char_length(blank) <= 100000),
    sha256       text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    installed_at timestamptz not null default chosei_now(),
    installed_by text not null default scope_actor()
);
call protect_table('form_blank');
create policy anyone_read on form_blank for select to ${app} using ((select scope_kind()) is not null);
create policy staff_install on form_blank for insert to ${app} with check ((select scope_staff()));
grant select, insert on form_blank to ${app};

alter table registration add column form text not null default 'contact-point-1'
    check (form ~ '^[a-z]+(-[a-z]+)*-[0-9]+$');
