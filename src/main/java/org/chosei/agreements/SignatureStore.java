package org.chosei.agreements;

import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.kernel.Uuid7;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The signatures, ended ones included. */
@Component
class SignatureStore {
    private static final String SELECT = """
            select s.id, s.organisation_id, s.kind, s.version, s.language, s.text_sha256, s.person_id, s.account_name, s.signer_name,
                   s.capacity, s.from_address, s.proved_by, s.signed_at, s.until, s.ended_at, s.ended_reason,
                   c.person_id as c_person_id, c.account_name as c_account_name, c.signer_name as c_signer_name, c.capacity as c_capacity,
                   c.from_address as c_from_address, c.proved_by as c_proved_by, c.signed_at as c_signed_at,
                   m.mail_id, m.mail_sha256, m.key_fingerprint, m.sender, m.reference,
                   p.paper_id, p.signed_on, p.scan_sha256, p.first_person, p.second_person
              from agreement_signature s left join agreement_countersignature c on c.signature_id = s.id
                   left join agreement_signed_mail m on m.signature_id = s.id
                   left join agreement_signed_paper p on p.signature_id = s.id
            """;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    SignatureStore(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Empty when this version is signed already, also by somebody who was a moment faster. */
    Optional<UUID> add(
            OrganisationId organisation, @Nullable PersonId person, AgreementText text, Act act, Act.Proof proof) {
        return jdbc.sql("""
                        insert into agreement_signature (id, organisation_id, kind, version, language, text_sha256,
                                                         person_id, account_name, signer_name, capacity, from_address,
                                                         proved_by)
                        values (:id, :organisation, :kind, :version, :language, :sha256, :person,
                                case when :person::uuid is null then '' else acting_person_name() end, :signer, :capacity,
                                :address, :proof)
                        on conflict do nothing returning id
                        """)
                .param("id", Uuid7.at(clock.instant()))
                .param("organisation", organisation.value())
                .param("kind", text.kind().label())
                .param("version", text.version())
                .param("language", text.language())
                .param("sha256", text.sha256())
                .param("person", person == null ? null : person.value(), Types.OTHER)
                .param("signer", act.name())
                .param("capacity", act.capacity())
                .param("address", proof.address())
                .param("proof", proof.by())
                .query(UUID.class)
                .optional();
    }

    /** Ends what is open of this kind; returns those signatures. */
    List<Signature> end(OrganisationId organisation, AgreementKind kind, String reason) {
        Set<UUID> ended = jdbc.sql("""
                        update agreement_signature
                           set ended_at = chosei_now(), ended_by = scope_actor(), ended_reason = :reason
                         where organisation_id = :organisation and kind = :kind and ended_at is null
                        returning id
                        """)
                .param("reason", reason)
                .param("organisation", organisation.value())
                .param("kind", kind.label())
                .query(UUID.class)
                .set();
        return of(organisation).stream()
                .filter(each -> ended.contains(each.id()))
                .toList();
    }

    /** All of one organisation, newest first. */
    List<Signature> of(OrganisationId organisation) {
        return jdbc.sql(SELECT + " where s.organisation_id = :organisation order by s.id desc")
                .param("organisation", organisation.value())
                .query((row, _) -> SignatureRow.read(row))
                .list();
    }

    /** One, if the acting scope may see it. */
    Optional<Signature> find(UUID id) {
        return jdbc.sql(SELECT + " where s.id = :id")
                .param("id", id)
                .query((row, _) -> SignatureRow.read(row))
                .optional();
    }

    /** Those under which the CSIRT has not signed, oldest first. One query. */
    List<Signature> withoutCountersignature(int limit) {
        return jdbc.sql(SELECT + " where s.ended_at is null and c.signature_id is null order by s.id limit :limit")
                .param("limit", limit)
                .query((row, _) -> SignatureRow.read(row))
                .list();
    }

    /** Of a signature that has not ended, what the gate asks for. */
    record Held(
            OrganisationId organisation,
            AgreementKind kind,
            int version,
            Instant signedAt,
            @Nullable Instant until) {}

    /** Those that hold now, without who signed and how, in no order: asked for every vendor whenever a wave is planned. */
    List<Held> held(Collection<OrganisationId> organisations) {
        return jdbc.sql("""
                        select organisation_id, kind, version, signed_at, until from agreement_signature
                         where organisation_id = any(:organisations::uuid[]) and ended_at is null
                           and (until is null or chosei_now() < until)
                        """)
                .param(
                        "organisations",
                        organisations.stream().map(OrganisationId::value).toArray(UUID[]::new))
                .query((row, _) -> new Held(
                        new OrganisationId(row.getObject(1, UUID.class)),
                        AgreementKind.of(row.getString(2)),
                        row.getInt(3),
                        row.getObject(4, OffsetDateTime.class).toInstant(),
                        instant(row.getObject(5, OffsetDateTime.class))))
                .list();
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }

    /** Those that hold now, highest version first. One query. */
    List<Signature> holding(Collection<OrganisationId> organisations) {
        return jdbc.sql(SELECT + """
                         where s.organisation_id = any(:organisations::uuid[]) and s.ended_at is null
                           and (s.until is null or chosei_now() < s.until)
                         order by s.version desc
                        """)
                .param(
                        "organisations",
                        organisations.stream().map(OrganisationId::value).toArray(UUID[]::new))
                .query((row, _) -> SignatureRow.read(row))
                .list();
    }
}
