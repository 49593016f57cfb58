-- When the advisory of a case was published, and its number: for whoever may know of the case, who may read what is public anyway.
create function case_published(of uuid) returns table (published_at timestamptz, number text)
    language sql stable as $$ select p.published_at, p.number from publication p where p.case_id = of $$;
revoke all on function case_published from public;
grant execute on function case_published to ${app};
