-- A vulnerability is judged in a case that lists it, wherever it was first recorded.
alter table vulnerability_assessment
    add foreign key (case_id, vulnerability_id) references case_vulnerability (case_id, vulnerability_id);
