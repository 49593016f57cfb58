-- A deputy or whoever is reached outside office hours can be removed; the row stays, to be filled again. charset is the one
-- that the contact's mail program reads.
alter table contact_point
    add column charset    text not null default 'UTF-8' check (charset in ('UTF-8', 'ISO-2022-JP')),
    add column removed_at timestamptz,
    add column removed_by text,
    add check ((removed_at is null) = (removed_by is null)),
    add check (removed_at is null or role in ('DEPUTY', 'OUT_OF_HOURS'));
grant update (charset, removed_at, removed_by) on contact_point to ${app};
create policy own_hand_removed_by on contact_point as restrictive for update to ${app}
    using (true) with check (removed_by is null or removed_by = (select scope_actor()));

-- Without will the contact is to be removed. note says how staff learnt it, sealed; who proposes it decides nothing.
alter table contact_change
    alter column will drop not null,
    add column note uuid references sealed_item,
    add check (will is not null or (was is not null and role in ('DEPUTY', 'OUT_OF_HOURS')));
create policy staff_add on contact_change for insert to ${app} with check ((select scope_staff()) and note is not null);

drop policy staff_decide on contact_change_decision;
create policy staff_decide on contact_change_decision for insert to ${app}
    with check ((select scope_staff()) and decision in ('APPROVED', 'REFUSED')
                and not exists (select from contact_change c
                                 where c.id = change_id and c.proposed_by = (select scope_actor())));
create policy staff_take_back on contact_change_decision for insert to ${app}
    with check ((select scope_staff()) and decision = 'TAKEN_BACK'
                and exists (select from contact_change c where c.id = change_id and c.proposed_by = (select scope_actor())));
