-- Where vendors read each other, what is on top is the coordinator's to say: one vendor took another's pin out, and staff's.
drop policy reader_add on message_pin;
create policy reader_add on message_pin for insert to ${app}
    with check (((select scope_staff()) or audience_id in (select visible_audiences()))
        and exists (select from message m join thread t on t.id = m.thread_id
                     where m.id = message_id and ((select scope_staff()) or t.shared is null)));
