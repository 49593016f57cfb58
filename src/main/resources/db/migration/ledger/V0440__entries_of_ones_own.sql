-- What an organisation did in a case, or what was done to it alone, it may read in its timeline, although staff wrote it
-- for themselves. Only kinds whose subjects name one organisation and ids: nobody else's name stands in one.
create policy own_read on ledger_entry for select to ${app}
    using (kind in ('mail.handed-over', 'mail.bounced', 'content.read', 'participant.added', 'participant.numbered',
                    'embargo.asked', 'embargo.agreed', 'embargo.declined')
           and chain in (select visible_cases())
           and subjects like '%"organisation:' || (select scope_organisation()) || '"%'
           and subjects !~ '"organisation:.*"organisation:');
