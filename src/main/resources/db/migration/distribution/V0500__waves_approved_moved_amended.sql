-- A notice may correct or recall an earlier one of its case; what was distributed stays distributed.
alter table notice add column amends uuid;
alter table notice add column amends_how text check (amends_how in ('CORRECTS', 'RECALLS'));
alter table notice add check ((amends is null) = (amends_how is null));
alter table notice add foreign key (amends, case_id) references notice (id, case_id);
create index notice_amends on notice (amends) where amends is not null;

-- A wave that waits for another person's approval. Nothing is granted and no mail exists before it has it: what is staged is
-- the request alone, so that nothing can come true by itself.
create table wave_submission (
    -- the id that its wave will have
    id             uuid primary key,
    case_id        uuid not null references coordination_case,
    visible_from   timestamptz not null,
    policy_version int not null references distribution_policy,
    words          uuid not null references sealed_item,
    amends         uuid,
    amends_how     text check (amends_how in ('CORRECTS', 'RECALLS')),
    submitted_at   timestamptz not null default chosei_now(),
    submitted_by   text not null default scope_actor(),
    foreign key (amends, case_id) references notice (id, case_id),
    check ((amends is null) = (amends_how is null))
);
create index wave_submission_case on wave_submission (case_id, id);
call protect_table('wave_submission');
create policy staff_all on wave_submission to ${app} using ((select scope_staff())) with check ((select scope_staff()));
grant select, insert on wave_submission to ${app};

create table wave_submission_vendor (
    submission_id   uuid not null references wave_submission,
    organisation_id uuid not null references organisation,
    primary key (submission_id, organisation_id)
);
call protect_table('wave_submission_vendor');
create policy staff_all on wave_submission_vendor to ${app}
    using ((select scope_staff())) with check ((select scope_staff()));
grant select, insert on wave_submission_vendor to ${app};

create table wave_submission_end (
    submission_id uuid primary key references wave_submission,
    outcome       text not null check (outcome in ('APPROVED', 'REFUSED', 'WITHDRAWN')),
    reason        uuid references sealed_item,
    ended_at      timestamptz not null default chosei_now(),
    ended_by      text not null default scope_actor(),
    check ((outcome = 'APPROVED') = (reason is null))
);
call protect_table('wave_submission_end');
create policy staff_all on wave_submission_end to ${app}
    using ((select scope_staff())) with check ((select scope_staff()));
grant select, insert on wave_submission_end to ${app};

-- Nobody approves what they submitted themselves, whatever the application says.
create policy definer on wave_submission for select to current_user using (true);
create function wave_submitted_by(of uuid) returns text
    language sql stable security definer set search_path = public, pg_temp as $$
    select submitted_by from wave_submission where id = of and scope_staff() $$;
revoke all on function wave_submitted_by from public;
grant execute on function wave_submitted_by to ${app};
create policy four_eyes on wave_submission_end as restrictive for insert to ${app}
    with check (outcome <> 'APPROVED' or wave_submitted_by(submission_id) <> (select scope_actor()));

-- A wave was moved: it is cancelled, and the same request goes on as a wave, or a submission, with another instant.
create table wave_move (
    wave_id  uuid primary key references wave,
    becomes  uuid not null unique,
    moved_at timestamptz not null default chosei_now(),
    moved_by text not null default scope_actor()
);
call protect_table('wave_move');
create policy staff_all on wave_move to ${app} using ((select scope_staff())) with check ((select scope_staff()));
grant select, insert on wave_move to ${app};

-- What waits for approval stands in the inbox of those who may approve, also when its instant has passed without.
-- (V0531 names the kinds of all items.)
create function inbox_wave() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if scope_purpose() = 'backup' then
        return null;
    end if;
    if tg_table_name = 'wave_submission' then
        insert into inbox_item (kind, subject, turn, due_at, since, author)
        values ('APPROVE_WAVE', new.id, 'mine', new.visible_from, new.submitted_at, new.submitted_by) on conflict do nothing;
    else
        perform inbox_take('APPROVE_WAVE', new.submission_id);
    end if;
    return null;
end $$;
create trigger inbox_wave after insert on wave_submission for each row execute function inbox_wave();
create trigger inbox_wave after insert on wave_submission_end for each row execute function inbox_wave();
