-- Whoever signs by mail or on paper need not have an account.
alter table agreement_signature alter column person_id drop not null;
alter table agreement_signature drop constraint agreement_signature_proved_by_check;
alter table agreement_signature
    add constraint agreement_signature_proved_by_check check (proved_by in ('', 'password-totp', 'signed-mail', 'paper')),
    add constraint agreement_signature_account check ((person_id is null) = (proved_by in ('signed-mail', 'paper')));

drop policy own_sign on agreement_signature;
create policy own_sign on agreement_signature for insert to ${app}
    with check (organisation_id = (select scope_organisation()) and person_id = (select scope_person())
                and capacity <> '' and from_address <> '' and proved_by = 'password-totp');
create policy mail_sign on agreement_signature for insert to ${app}
    with check ((select scope_purpose()) = 'mail-in' and proved_by = 'signed-mail'
                and capacity <> '' and from_address <> '');

drop policy staff_sign on agreement_countersignature;
create policy staff_sign on agreement_countersignature for insert to ${app}
    with check ((select scope_staff()) and person_id = (select scope_person())
                and exists (select from agreement_signature s
                             where s.id = agreement_countersignature.signature_id and s.ended_at is null
                               and s.organisation_id = agreement_countersignature.organisation_id
                               and s.person_id is distinct from agreement_countersignature.person_id));

-- A text on its way to the person who answers for an organisation: only this statement, signed and sent back from this
-- address, is that person's signature.
create table agreement_mailing (
    id              uuid primary key,
    organisation_id uuid not null,
    kind            text not null,
    version         int not null,
    language        text not null,
    text_sha256     text not null,
    reference       text not null unique check (reference ~ '^AGR-[A-Z2-7]{13}$'),
    address         text not null check (char_length(address) between 3 and 320),
    signer_name     text not null check (char_length(signer_name) between 1 and 120),
    capacity        text not null check (char_length(capacity) between 1 and 120),
    statement       text not null check (char_length(statement) between 1 and 2000),
    asked_at        timestamptz not null default chosei_now(),
    asked_by        text not null default scope_actor(),
    mailed_at       timestamptz,
    foreign key (kind, version, language, text_sha256) references agreement_text (kind, version, language, sha256)
);
create index agreement_mailing_organisation on agreement_mailing (organisation_id, id);
call protect_table('agreement_mailing');
create policy staff_read on agreement_mailing for select to ${app} using ((select scope_staff()));
create policy own_read on agreement_mailing for select to ${app}
    using (organisation_id = (select scope_organisation()) and (select responsible_here()));
create policy purpose_read on agreement_mailing for select to ${app}
    using ((select scope_purpose()) in ('mail-in', 'mail-out'));
create policy staff_ask on agreement_mailing for insert to ${app}
    with check ((select scope_staff()) and mailed_at is null and asked_by = (select scope_actor()));
create policy own_ask on agreement_mailing for insert to ${app}
    with check (organisation_id = (select scope_organisation()) and mailed_at is null and (select responsible_here())
                and asked_by = (select scope_actor()));
create policy mail_out on agreement_mailing for update to ${app}
    using ((select scope_purpose()) = 'mail-out' and mailed_at is null)
    with check ((select scope_purpose()) = 'mail-out' and mailed_at is not null);
grant select, insert, update (mailed_at) on agreement_mailing to ${app};

create policy own_mailing on scheduled_tasks for insert to ${app}
    with check ((select scope_kind()) = 'person' and task_name = 'agreements.mail-out' and (select responsible_here()));

-- By what a signature that came by mail is proved; the mail itself lies sealed in the mail room.
create table agreement_signed_mail (
    signature_id    uuid primary key references agreement_signature,
    organisation_id uuid not null,
    mailing_id      uuid not null unique references agreement_mailing,
    mail_id         uuid not null,
    mail_sha256     text not null check (mail_sha256 ~ '^[0-9a-f]{64}$'),
    key_fingerprint text not null,
    sender          text not null,
    reference       text not null check (reference ~ '^AGR-[A-Z2-7]{13}$')
);
call protect_table('agreement_signed_mail');
create policy staff_read on agreement_signed_mail for select to ${app} using ((select scope_staff()));
create policy own_read on agreement_signed_mail for select to ${app}
    using (organisation_id = (select scope_organisation()));
create policy purpose_read on agreement_signed_mail for select to ${app}
    using ((select scope_purpose()) in ('mail-out', 'mail-in', 'setup', 'publication'));
create policy mail_keep on agreement_signed_mail for insert to ${app} with check ((select scope_purpose()) = 'mail-in');
grant select, insert on agreement_signed_mail to ${app};

-- A signature by mail may be what completes a registration.
create policy mail_activation on organisation_state for insert to ${app}
    with check ((select scope_purpose()) = 'mail-in' and state = 'ACTIVE' and waits_for_activation(organisation_id));

-- Where the ledger holds a signature, its counter-signature and its end: told to whoever may see the signature, although
-- the installation's chain is for staff.
create policy definer on agreement_signature for select to current_user using (true);
create policy agreements_read on ledger_entry for select to current_user
    using (kind in ('agreement.signed', 'agreement.countersigned', 'agreement.ended'));
create function agreement_entries(p_signature uuid) returns table (kind text, seq bigint, hash text)
    language sql stable security definer set search_path = public, pg_temp as $$
    select e.kind, e.seq, e.hash from agreement_signature s join ledger_entry e
        on e.kind in ('agreement.signed', 'agreement.countersigned', 'agreement.ended')
       and e.chain = '00000000-0000-0000-0000-000000000000'
       and e.subjects like '%"signature:' || s.id || '"%'
     where s.id = p_signature and (scope_staff() or s.organisation_id = scope_organisation()) order by e.seq $$;
revoke all on function agreement_entries from public;
grant execute on function agreement_entries to ${app};
