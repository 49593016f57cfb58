-- Reports whose signature was verified against a proved key of a registered partner; everything else lies on the mail
-- desk. fields is sealed for the partner until a case takes the content over. repeats names the first report that came
-- with the same number or in the same mail.
create table report (
    id              uuid primary key,
    organisation_id uuid not null,
    mail_id         uuid not null unique,
    mail_sha256     text not null,
    number          text not null,
    number_key      text not null,
    fields          uuid not null references sealed_item,
    problems        text[] not null,
    signed_by       text not null,
    signed_at       timestamptz not null,
    received_at     timestamptz not null,
    repeats         uuid references report
);
create unique index report_number on report (organisation_id, number_key) where repeats is null and number_key <> '';
create unique index report_mail on report (organisation_id, mail_sha256) where repeats is null;
create index report_repeats on report (repeats);
call protect_table('report');
create policy staff_read on report for select to ${app} using ((select scope_staff()));
create policy routing_read on report for select to ${app} using ((select scope_purpose()) = 'mail-in');
create policy routing_add on report for insert to ${app} with check ((select scope_purpose()) = 'mail-in');
grant select, insert on report to ${app};

-- What a person made of a report. A number leads to one case, however often it was reported.
create table report_outcome (
    report_id       uuid primary key references report,
    first_id        uuid not null references report,
    case_id         uuid references coordination_case,
    reason          uuid references sealed_item,
    acknowledged_to text,
    decided_at      timestamptz not null default chosei_now(),
    decided_by      text not null default scope_actor(),
    check ((case_id is null) = (reason is not null))
);
create unique index report_outcome_case on report_outcome (first_id) where case_id is not null;
call protect_table('report_outcome');
create policy staff_all on report_outcome to ${app} using ((select scope_staff())) with check ((select scope_staff()));
grant select, insert on report_outcome to ${app};
