-- A number that a case or one vulnerability of it is known by. canonical is what is compared: full-width folded, upper case.
-- Several cases may share a number; one that this installation allocated is given once. form names the form that asked for it.
alter table case_alias
    add column kind             text not null default 'OTHER'
        check (kind in ('CVE', 'VU', 'CASE', 'GHSA', 'EUVD', 'JVN', 'JVNVU', 'JVNTA', 'OTHER')),
    add column canonical        text,
    add column vulnerability_id uuid,
    add column allocated        boolean not null default false,
    add column form             uuid,
    add unique (case_id, form),
    add check (allocated = (form is not null)),
    add foreign key (case_id, vulnerability_id) references case_vulnerability (case_id, vulnerability_id);

do $$
declare
    filled bigint;
begin
    perform set_config('chosei.kind', 'system', true), set_config('chosei.purpose', 'backup', true);
    update case_alias set canonical = upper(regexp_replace(normalize(value, NFKC), '\s', '', 'g'));
    get diagnostics filled = row_count;
    if filled <> (select count(*) from case_alias) then
        raise exception 'filled % of the aliases', filled;
    end if;
    update case_alias set kind = case
        when canonical ~ '^CVE-[0-9]{4}-[0-9]{4,19}$' then 'CVE'
        when canonical ~ '^VU#[0-9]{3,9}$' then 'VU'
        when canonical ~ '^CASE#[0-9]{1,12}$' then 'CASE'
        when canonical ~ '^GHSA(-[0-9A-Z]{4}){3}$' then 'GHSA'
        when canonical ~ '^EUVD-[0-9]{4}-[0-9]{1,12}$' then 'EUVD'
        when canonical ~ '^JVN#[0-9]{8}$' then 'JVN'
        when canonical ~ '^JVNVU#[0-9]{6,8}$' then 'JVNVU'
        when canonical ~ '^JVNTA#[0-9]{8}$' then 'JVNTA'
        else 'OTHER' end;
    perform set_config('chosei.kind', '', true), set_config('chosei.purpose', '', true);
end $$;

alter table case_alias alter column canonical set not null;
create index case_alias_canonical on case_alias (canonical);
create unique index case_alias_allocated on case_alias (canonical) where allocated;
