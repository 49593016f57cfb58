-- Only who keeps the organisation gives it keys, proves them and ends them; its other members see them.
create policy own_hand_responsible on contact_key as restrictive for insert to ${app}
    with check ((select scope_kind()) is distinct from 'person' or (select scope_staff()) or (select responsible_here()));
create policy own_change_responsible on contact_key as restrictive for update to ${app} using (true)
    with check ((select scope_kind()) is distinct from 'person' or (select scope_staff()) or (select responsible_here()));
create policy own_hand_responsible on key_challenge as restrictive for insert to ${app}
    with check ((select scope_kind()) is distinct from 'person' or (select scope_staff()) or (select responsible_here()));
create policy own_hand_responsible on key_proof as restrictive for insert to ${app}
    with check ((select scope_kind()) is distinct from 'person' or (select scope_staff()) or (select responsible_here()));

-- The team and the responsible person are told of it.
create policy key_add on clear_letter for insert to ${app}
    with check ((select scope_kind()) = 'person' and template in ('KEY_ADDED', 'KEY_PROVED', 'KEY_ENDED')
                and (select responsible_here()));
