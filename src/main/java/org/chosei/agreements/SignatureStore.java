package org.chosei.agreements;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.chosei.agreements.Signature.By;
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
            select s.id, s.organisation_id, s.kind, s.version, s.language, s.text_sha256, s.person_id, s.signer_name,
                   s.capacity, s.from_address, s.proved_by, s.signed_at, s.until, s.ended_at, s.ended_reason,
                   c.person_id as c_person_id, c.signer_name as c_signer_name, c.capacity as c_capacity,
                   c.from_address as c_from_address, c.proved_by as c_proved_by, c.signed_at as c_signed_at
              from agreement_signature s left join agreement_countersignature c on c.signature_id = s.id
            """;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    SignatureStore(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** False when this version is signed already, also by somebody who was a moment faster. */
    boolean add(OrganisationId organisation, PersonId person, AgreementText text, Act act, Act.Proof proof) {
        return jdbc.sql("""
                        insert into agreement_signature (id, organisation_id, kind, version, language, text_sha256,
                                                         person_id, signer_name, capacity, from_address, proved_by)
                        values (:id, :organisation, :kind, :version, :language, :sha256, :person, :signer, :capacity,
                                :address, :proof)
                        on conflict do nothing
                        """)
                        .param("id", Uuid7.at(clock.instant()))
                        .param("organisation", organisation.value())
                        .param("kind", text.kind().label())
                        .param("version", text.version())
                        .param("language", text.language())
                        .param("sha256", text.sha256())
                        .param("person", person.value())
                        .param("signer", act.name())
                        .param("capacity", act.capacity())
                        .param("address", proof.address())
                        .param("proof", proof.by())
                        .update()
                == 1;
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
                .query((row, _) -> read(row))
                .list();
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
                .query((row, _) -> read(row))
                .list();
    }

    private static Signature read(ResultSet row) throws SQLException {
        return new Signature(
                row.getObject("id", UUID.class),
                new OrganisationId(row.getObject("organisation_id", UUID.class)),
                AgreementKind.of(row.getString("kind")),
                row.getInt("version"),
                row.getString("language"),
                row.getString("text_sha256"),
                by(row, ""),
                instant(row, "until"),
                instant(row, "ended_at"),
                row.getString("ended_reason"),
                row.getObject("c_person_id") == null ? null : by(row, "c_"));
    }

    private static By by(ResultSet row, String prefix) throws SQLException {
        return new By(
                new PersonId(row.getObject(prefix + "person_id", UUID.class)),
                row.getString(prefix + "signer_name"),
                row.getString(prefix + "capacity"),
                row.getString(prefix + "from_address"),
                row.getString(prefix + "proved_by"),
                row.getObject(prefix + "signed_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
