-- Public holidays are imported, never computed. An import is a whole table of dates; for each year the newest import that
-- has a day of it holds, so a corrected file takes the place of the one before and the history stays.
create table holiday_import (
    id         uuid primary key,
    sha256     text not null,
    first_year int not null,
    last_year  int not null check (last_year >= first_year),
    days       int not null check (days > 0),
    brought_at timestamptz not null default chosei_now(),
    brought_by text not null default scope_actor()
);
call protect_table('holiday_import');
create policy staff_all on holiday_import to ${app} using ((select scope_staff())) with check ((select scope_staff()));
create policy operator_all on holiday_import to ${app} using ((select scope_purpose()) = 'operator')
    with check ((select scope_purpose()) = 'operator');
grant select, insert on holiday_import to ${app};

create table holiday (
    import_id uuid not null references holiday_import,
    day       date not null,
    name      text not null check (char_length(name) between 1 and 100),
    primary key (import_id, day)
);
call protect_table('holiday');
create policy member_read on holiday for select to ${app}
    using ((select scope_kind()) in ('person', 'organisation') or (select scope_purpose()) = 'operator');
create policy staff_add on holiday for insert to ${app}
    with check ((select scope_staff()) or (select scope_purpose()) = 'operator');
grant select, insert on holiday to ${app};
