-- A paper that an organisation signed: its scan, and what it was signed for.
create table agreement_paper (
    id              uuid primary key,
    organisation_id uuid not null,
    kind            text not null check (kind in ('note', 'nda')),
    language        text not null check (language in ('ja', 'en')),
    scan            uuid not null references sealed_item,
    scan_name       uuid not null references sealed_item,
    scan_type       text not null check (scan_type in ('pdf', 'jpeg', 'png', 'tiff')),
    scan_size       bigint not null check (scan_size > 0),
    scan_sha256     text not null check (scan_sha256 ~ '^[0-9a-f]{64}$'),
    brought_at      timestamptz not null default chosei_now(),
    brought_by      text not null default scope_actor()
);
create index agreement_paper_organisation on agreement_paper (organisation_id, id);
call protect_table('agreement_paper');
create policy staff_read on agreement_paper for select to ${app} using ((select scope_staff()));
create policy staff_add on agreement_paper for insert to ${app}
    with check ((select scope_staff()) and brought_by = (select scope_actor()));
grant select, insert on agreement_paper to ${app};

-- What a person read from the scan, sealed. Two persons make a round; equal readings are a signature, different ones ask
-- for another round.
create table agreement_paper_reading (
    id         uuid primary key,
    paper_id   uuid not null references agreement_paper,
    round      int not null check (round > 0),
    place      int not null check (place in (1, 2)),
    person_id  uuid not null,
    content    uuid not null references sealed_item,
    read_at    timestamptz not null default chosei_now(),
    unique (paper_id, round, place),
    unique (paper_id, round, person_id)
);
call protect_table('agreement_paper_reading');
create policy staff_read on agreement_paper_reading for select to ${app} using ((select scope_staff()));
create policy staff_add on agreement_paper_reading for insert to ${app}
    with check ((select scope_staff()) and person_id = (select scope_person()));
grant select, insert on agreement_paper_reading to ${app};

-- The wrong paper, or one that cannot be read: no signature comes of it.
create table agreement_paper_discard (
    paper_id     uuid primary key references agreement_paper,
    reason       uuid not null references sealed_item,
    discarded_at timestamptz not null default chosei_now(),
    discarded_by text not null default scope_actor()
);
call protect_table('agreement_paper_discard');
create policy staff_read on agreement_paper_discard for select to ${app} using ((select scope_staff()));
create policy staff_add on agreement_paper_discard for insert to ${app}
    with check ((select scope_staff()) and discarded_by = (select scope_actor()));
grant select, insert on agreement_paper_discard to ${app};

-- By what a signature on paper is proved: the day on it, its scan, and the two persons who read it.
create table agreement_signed_paper (
    signature_id    uuid primary key references agreement_signature,
    organisation_id uuid not null,
    paper_id        uuid not null unique references agreement_paper,
    signed_on       date not null,
    scan_sha256     text not null check (scan_sha256 ~ '^[0-9a-f]{64}$'),
    first_person    uuid not null,
    second_person   uuid not null,
    check (first_person <> second_person)
);
call protect_table('agreement_signed_paper');
create policy staff_read on agreement_signed_paper for select to ${app} using ((select scope_staff()));
create policy own_read on agreement_signed_paper for select to ${app}
    using (organisation_id = (select scope_organisation()));
create policy purpose_read on agreement_signed_paper for select to ${app}
    using ((select scope_purpose()) in ('mail-out', 'mail-in', 'setup', 'publication'));
create policy staff_keep on agreement_signed_paper for insert to ${app}
    with check ((select scope_staff()) and second_person = (select scope_person()));
grant select, insert on agreement_signed_paper to ${app};

create policy paper_sign on agreement_signature for insert to ${app}
    with check ((select scope_staff()) and proved_by = 'paper' and capacity <> '' and from_address = '');
