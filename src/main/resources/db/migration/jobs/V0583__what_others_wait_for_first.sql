-- Jobs have a priority: a flood of mails that wait to be routed does not hold up the mails of a wave at its instant.
update scheduled_tasks set priority = case when task_name = 'mail.route' then 10 else 50 end where priority is null;
drop index scheduled_tasks_due;
create index scheduled_tasks_due on scheduled_tasks (priority desc, execution_time);
