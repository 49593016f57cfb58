-- How vulnerabilities were judged, in order; of each kind the newest row holds. Facts are plain, the reason is sealed.
create table vulnerability_assessment (
    id               uuid primary key,
    case_id          uuid not null references coordination_case,
    vulnerability_id uuid not null references vulnerability,
    kind             text not null check (kind in ('CVSS_31', 'CVSS_40', 'TRIAGE', 'PUBLICATION', 'WEAKNESSES')),
    -- a vector, the answers on the way through a tree, or ids of weaknesses; empty when no weakness is named
    said             text not null check (char_length(said) <= 500),
    -- the score or the outcome that was computed from it; empty for weaknesses
    result           text not null check (char_length(result) <= 20),
    -- the version of what it was judged by: CVSS, the tree, the list of weaknesses
    basis            text not null check (char_length(basis) <= 60),
    reason           uuid references sealed_item,
    -- names the form that was sent; sent twice it is one assessment
    form             uuid not null unique,
    assessed_at      timestamptz not null default chosei_now(),
    assessed_by      text not null default scope_actor()
);
create index vulnerability_assessment_newest on vulnerability_assessment (case_id, vulnerability_id, kind, id desc);
call protect_table('vulnerability_assessment');
create policy staff_all on vulnerability_assessment to ${app}
    using ((select scope_staff())) with check ((select scope_staff()));
grant select, insert on vulnerability_assessment to ${app};
