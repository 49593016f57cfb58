-- What is known of an organisation besides its names. The domains are ASCII: internationalised ones are folded.
alter table organisation
    add column kana             text not null default '' check (char_length(kana) <= 120),
    add column corporate_number text check (corporate_number ~ '^[1-9][0-9]{12}$'),
    add column domains          text[] not null default '{}' check (cardinality(domains) <= 20),
    add column seat             text check (seat in ('HOME', 'ABROAD'));
create index organisation_corporate_number on organisation (corporate_number);
create policy staff_change on organisation for update to ${app}
    using ((select scope_staff()) and kind <> 'COORDINATOR') with check ((select scope_staff()) and kind <> 'COORDINATOR');
grant update (kana, corporate_number, domains, seat) on organisation to ${app};

-- Apart from organisation, which its members may read: whose subsidiary is registered too is nobody's business.
create table organisation_parent (
    organisation_id uuid primary key references organisation,
    parent_id       uuid references organisation,
    check (parent_id <> organisation_id)
);
create index organisation_parent_parent on organisation_parent (parent_id);
call protect_table('organisation_parent');
create policy staff_all on organisation_parent to ${app}
    using ((select scope_staff())) with check ((select scope_staff()));
grant select, insert, update (parent_id) on organisation_parent to ${app};

-- Every change of a fact, in order: who, when, from what, to what.
create table organisation_change (
    id              uuid primary key default uuidv7(),
    organisation_id uuid not null references organisation,
    fact            text not null
        check (fact in ('NAME_JA', 'NAME_EN', 'KANA', 'CORPORATE_NUMBER', 'DOMAINS', 'PARENT', 'SEAT')),
    was             text not null,
    became          text not null,
    at              timestamptz not null default chosei_now(),
    changed_by      text not null default scope_actor(),
    check (was <> became)
);
create index organisation_change_newest on organisation_change (organisation_id, id desc);
call protect_table('organisation_change');
create policy staff_all on organisation_change to ${app}
    using ((select scope_staff())) with check ((select scope_staff()));
grant select, insert on organisation_change to ${app};
