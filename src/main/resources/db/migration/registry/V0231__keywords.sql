-- The technology keywords that vendors are asked about. A version is never changed; asked_since is the version in which
-- the question got the meaning that it has now, so an answer given for that version or a later one still holds.
create table keyword_list (
    version      int primary key check (version > 0),
    changes_ja   text not null check (char_length(changes_ja) <= 2000),
    changes_en   text not null check (char_length(changes_en) <= 2000),
    published_at timestamptz not null default chosei_now(),
    published_by text not null default scope_actor()
);
call protect_table('keyword_list');
create table keyword (
    version     int not null references keyword_list,
    code        text not null check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and char_length(code) <= 40),
    ordinal     int not null,
    group_ja    text not null,
    group_en    text not null,
    label_ja    text not null check (label_ja <> ''),
    label_en    text not null check (label_en <> ''),
    hint_ja     text not null,
    hint_en     text not null,
    asked_since int not null,
    primary key (version, code),
    unique (version, ordinal),
    check (asked_since between 1 and version)
);
call protect_table('keyword');
do $$
declare
    t text;
begin
    foreach t in array array['keyword_list', 'keyword'] loop
        execute format('create policy member_read on %I for select to ${app}'
                       ' using ((select scope_kind()) in (''person'', ''organisation'')'
                       ' or (select scope_purpose()) = ''setup'')', t);
        execute format('create policy publish on %I for insert to ${app}'
                       ' with check ((select scope_staff()) or (select scope_purpose()) = ''setup'')', t);
        execute format('grant select, insert on %I to ${app}', t);
    end loop;
end $$;

-- What an organisation answered, in order; the newest row of a keyword holds. An answer that was taken back is null.
-- note is the sealed text with the notes of everything that was saved together.
create table keyword_answer (
    id              uuid primary key default uuidv7(),
    organisation_id uuid not null references organisation,
    version         int not null,
    code            text not null,
    answer          text check (answer in ('DEVELOPS', 'USES', 'NOT')),
    note            uuid references sealed_item,
    at              timestamptz not null default chosei_now(),
    answered_by     text not null default scope_actor(),
    foreign key (version, code) references keyword (version, code)
);
create index keyword_answer_organisation on keyword_answer (organisation_id, code, id desc);
create index keyword_answer_code on keyword_answer (code, organisation_id, id desc);
call protect_table('keyword_answer');
create policy staff_read on keyword_answer for select to ${app} using ((select scope_staff()));
create policy own_read on keyword_answer for select to ${app}
    using (organisation_id = (select scope_organisation()));
create policy own_add on keyword_answer for insert to ${app}
    with check (organisation_id = (select scope_organisation()) and (select scope_kind()) = 'person');
grant select, insert on keyword_answer to ${app};
