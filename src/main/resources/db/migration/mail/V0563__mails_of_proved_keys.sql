-- Whoever proves its organisation's key has that organisation's mails on the desk looked at again, and no other's.
create policy own_mails_again on scheduled_tasks for insert to ${app}
    with check ((select scope_kind()) = 'person' and task_name = 'mail.again'
                and task_instance = (select scope_organisation())::text);
create policy own_mails_again_staged on scheduled_tasks for select to ${app}
    using ((select scope_kind()) = 'person' and task_name = 'mail.again'
           and task_instance = (select scope_organisation())::text);
