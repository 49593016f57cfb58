-- The page of a case leads back to its reports; they come with the case itself, because that page is read all day.
create index report_link_by_case on report_link (case_id) where case_id is not null;
create index report_outcome_by_case on report_outcome (case_id) where case_id is not null;
create function case_reports(p_case uuid) returns jsonb language sql stable as $$
    select coalesce(jsonb_agg(jsonb_build_object('reference', reference, 'path', path, 'exploited', exploited,
                                                 'published', published) order by id), '[]')
      from (select r.id, r.reference, '/reports/received/' || r.id as path, r.exploited = 'yes' as exploited,
                   r.published = 'yes' as published
              from report_link l join received_report r on r.id = l.report_id where l.case_id = p_case
            union
            select r.id, r.number, '/reports/' || r.id, false, false
              from report_outcome o join report r on r.id = o.report_id where o.case_id = p_case) as reports $$;
revoke all on function case_reports from public;
grant execute on function case_reports to ${app};
