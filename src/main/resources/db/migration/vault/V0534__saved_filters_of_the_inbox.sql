-- What is kept under a name may be a part of the inbox as well.
alter table saved_search drop constraint saved_search_page_check,
    add constraint saved_search_page_check check (page in ('search', 'cases', 'inbox'));
