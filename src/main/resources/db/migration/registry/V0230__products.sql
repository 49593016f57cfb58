-- What an organisation makes, as it stands now; how it came to be so is in product_change. search_text and sort_key are
-- derived by the application whenever a name is written. version names what stands here: of a form, that it was seen.
create table product (
    id              uuid primary key,
    organisation_id uuid not null references organisation,
    name_ja         text not null check (char_length(name_ja) <= 120),
    name_en         text not null check (char_length(name_en) <= 120),
    kana            text not null default '' check (char_length(kana) <= 120),
    versions        text not null default '' check (char_length(versions) <= 200),
    state           text not null check (state in ('SOLD', 'END_OF_LIFE', 'TAKEN_OFF')),
    end_of_life     date,
    name_key        text not null,
    search_text     text not null,
    sort_key        text not null,
    version         uuid not null,
    added_at        timestamptz not null default chosei_now(),
    added_by        text not null default scope_actor(),
    check (name_ja <> '' or name_en <> ''),
    check ((state = 'END_OF_LIFE') = (end_of_life is not null)),
    unique (id, organisation_id)
);
create unique index product_name on product (organisation_id, name_key) where state <> 'TAKEN_OFF';
create index product_sort on product (organisation_id, sort_key collate "C", id);
call protect_table('product');

-- canonical is the normalised purl or CPE; package_key the same without version. version is empty when none is named.
create table product_identifier (
    id              uuid primary key default uuidv7(),
    product_id      uuid not null,
    organisation_id uuid not null,
    kind            text not null check (kind in ('PURL', 'CPE')),
    canonical       text not null check (char_length(canonical) <= 1000),
    package_key     text not null,
    version         text not null,
    versions        text not null default '' check (char_length(versions) <= 200),
    added_at        timestamptz not null default chosei_now(),
    added_by        text not null default scope_actor(),
    removed_at      timestamptz,
    removed_by      text,
    check ((removed_at is null) = (removed_by is null)),
    foreign key (product_id, organisation_id) references product (id, organisation_id)
);
create unique index product_identifier_in_use on product_identifier (product_id, canonical) where removed_at is null;
create index product_identifier_package on product_identifier (package_key) where removed_at is null;
call protect_table('product_identifier');
create policy own_hand_removed_by on product_identifier as restrictive for update to ${app}
    using (true) with check (removed_by is null or removed_by = (select scope_actor()));

-- Every change of a product, in order: who, when, from what, to what.
create table product_change (
    id              uuid primary key default uuidv7(),
    product_id      uuid not null,
    organisation_id uuid not null,
    fact            text not null check (fact in ('NAME_JA', 'NAME_EN', 'KANA', 'VERSIONS', 'STATE', 'IDENTIFIERS')),
    was             text not null,
    became          text not null,
    at              timestamptz not null default chosei_now(),
    changed_by      text not null default scope_actor(),
    check (was <> became),
    foreign key (product_id, organisation_id) references product (id, organisation_id)
);
create index product_change_newest on product_change (product_id, id desc);
call protect_table('product_change');

-- A table of products that somebody brings in, kept sealed. Applied once and as a whole, or not at all.
create table product_import (
    id              uuid primary key,
    organisation_id uuid not null references organisation,
    file            uuid not null references sealed_item,
    sha256          text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    brought_at      timestamptz not null default chosei_now(),
    brought_by      text not null default scope_actor(),
    unique (id, organisation_id)
);
call protect_table('product_import');
create table product_import_applied (
    import_id       uuid primary key,
    organisation_id uuid not null,
    added           int not null,
    changed         int not null,
    applied_at      timestamptz not null default chosei_now(),
    applied_by      text not null default scope_actor(),
    foreign key (import_id, organisation_id) references product_import (id, organisation_id)
);
call protect_table('product_import_applied');

-- Staff keep those of every organisation, its people their own.
do $$
declare
    t text;
begin
    foreach t in array array['product', 'product_identifier', 'product_change', 'product_import',
                             'product_import_applied'] loop
        execute format('create policy staff_all on %I to ${app} using ((select scope_staff()))'
                       ' with check ((select scope_staff()))', t);
        execute format('create policy own_read on %I for select to ${app}'
                       ' using (organisation_id = (select scope_organisation()))', t);
        execute format('create policy own_add on %I for insert to ${app}'
                       ' with check (organisation_id = (select scope_organisation())'
                       ' and (select scope_kind()) = ''person'')', t);
        execute format('grant select, insert on %I to ${app}', t);
    end loop;
    foreach t in array array['product', 'product_identifier'] loop
        execute format('create policy own_change on %I for update to ${app}'
                       ' using (organisation_id = (select scope_organisation()) and (select scope_kind()) = ''person'')'
                       ' with check (organisation_id = (select scope_organisation()))', t);
    end loop;
end $$;
grant update (name_ja, name_en, kana, versions, state, end_of_life, name_key, search_text, sort_key, version) on product
    to ${app};
grant update (removed_at, removed_by) on product_identifier to ${app};
