-- A team may name more addresses that get the same encrypted mail, and may ask that no relay passes it on in clear.
alter table contact_point
    add column further        text[] not null default '{}' check (cardinality(further) <= 5 and array_position(further, null) is null),
    add column only_encrypted boolean not null default false,
    add check (role = 'TEAM' or (further = '{}' and not only_encrypted));
create index contact_point_further on contact_point (organisation_id) where further <> '{}';
grant update (further, only_encrypted) on contact_point to ${app};

-- A contact bounces until it is confirmed, or the address that bounced is changed away: its own or a further one.
create or replace function bouncing_contacts(p_at timestamptz)
    returns table (organisation_id uuid, role text, since timestamptz, reply text) language sql stable as $$
    select distinct on (b.organisation_id, b.role) b.organisation_id, b.role, b.at, b.reply
      from contact_bounce b
     where b.at <= p_at
       and not exists (select from contact_confirmation c
                        where c.organisation_id = b.organisation_id and c.at > b.at and c.at <= p_at
                          and (c.how <> 'VERIFIED' or c.role = b.role))
       and not exists (select from contact_change h join contact_change_decision d on d.change_id = h.id
                        where h.organisation_id = b.organisation_id and h.role = b.role and d.decision = 'APPROVED'
                          and d.at > b.at and d.at <= p_at
                          and lower(b.email) <> all (string_to_array(
                              lower(concat_ws(E'\n', h.will ->> 'email', h.will ->> 'further')), E'\n')))
     order by b.organisation_id, b.role, b.at $$;
