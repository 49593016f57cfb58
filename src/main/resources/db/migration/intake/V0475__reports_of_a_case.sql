-- The page of a case leads back to its reports.
create index report_link_by_case on report_link (case_id) where case_id is not null;
create index report_outcome_by_case on report_outcome (case_id) where case_id is not null;
