-- A mail that a person filed into the wrong thread goes back to the desk while nobody of the thread's vendor has opened any of
-- it; the ledger says who opened what. Its message is then taken back like any other, and the mail can be filed anew.
create policy put_back_read on ledger_entry for select to current_user
    using (kind = 'content.read' and (select scope_staff()));

create function filed_mail_read(p_mail uuid) returns boolean
    language sql stable security definer set search_path = public, pg_temp as $$
    select not scope_staff() or exists (
        select from message m
          join ledger_entry e on e.chain = m.case_id and e.kind = 'content.read'
                             and e.subjects like '%"organisation:' || m.organisation_id || '"%'
         where m.mail_id = p_mail
           and exists (select from sealed_of_message(m.id) s where e.subjects like '%"sealed:' || s || '"%')) $$;

create function filed_mail_put_back(p_mail uuid) returns boolean
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    taken uuid;
begin
    if filed_mail_read(p_mail) then
        return false;
    end if;
    update message set visible_from = 'infinity', origin = null, mail_id = null
     where mail_id = p_mail and via = 'mail' returning id into taken;
    if taken is null then
        return false;
    end if;
    update sealed_item set visible_from = 'infinity' where id in (select sealed_of_message(taken));
    update search_entry set tokens = '', sealed = '{}'
     where kind in ('message', 'file') and (subject = taken or within = taken);
    return true;
end $$;
