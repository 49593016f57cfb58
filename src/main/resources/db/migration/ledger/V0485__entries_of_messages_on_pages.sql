-- That a message was posted on a page is written for the staff alone, because it may still be taken back. Whoever sees the
-- message and its author may read the entry too.
create policy message_read on ledger_entry for select to ${app}
    using (kind = 'message.posted' and chain in (select visible_cases())
           and exists (select from message m where m.id = message_of(kind, subjects) and m.case_id = chain
                          and m.author is not null
                          and (m.visible_from is null or m.visible_from <= chosei_now())));
