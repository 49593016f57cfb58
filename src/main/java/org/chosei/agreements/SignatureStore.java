package org.chosei.agreements;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
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
    private static final String COLUMNS = """
            organisation_id, kind, version, language, text_sha256, person_id, signer_name, signed_at, until, ended_at,
            ended_reason
            """;
    private static final String SELECT = "select " + COLUMNS + " from agreement_signature ";

    private final JdbcClient jdbc;
    private final InstantSource clock;

    SignatureStore(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** False when this version is signed already, also by somebody who was a moment faster. */
    boolean add(OrganisationId organisation, PersonId person, AgreementText text, String signer) {
        return jdbc.sql("""
                        insert into agreement_signature (id, organisation_id, kind, version, language, text_sha256,
                                                         person_id, signer_name)
                        values (:id, :organisation, :kind, :version, :language, :sha256, :person, :signer)
                        on conflict do nothing
                        """)
                        .param("id", Uuid7.at(clock.instant()))
                        .param("organisation", organisation.value())
                        .param("kind", text.kind().label())
                        .param("version", text.version())
                        .param("language", text.language())
                        .param("sha256", text.sha256())
                        .param("person", person.value())
                        .param("signer", signer)
                        .update()
                == 1;
    }

    /** Ends what is open of this kind; returns those signatures. */
    List<Signature> end(OrganisationId organisation, AgreementKind kind, String reason) {
        return jdbc.sql("""
                        update agreement_signature
                           set ended_at = chosei_now(), ended_by = scope_actor(), ended_reason = :reason
                         where organisation_id = :organisation and kind = :kind and ended_at is null
                        returning
                        """ + COLUMNS)
                .param("reason", reason)
                .param("organisation", organisation.value())
                .param("kind", kind.label())
                .query((row, _) -> read(row))
                .list();
    }

    /** All of one organisation, newest first. */
    List<Signature> of(OrganisationId organisation) {
        return jdbc.sql(SELECT + " where organisation_id = :organisation order by id desc")
                .param("organisation", organisation.value())
                .query((row, _) -> read(row))
                .list();
    }

    /** Those that hold now, highest version first. One query. */
    List<Signature> holding(Collection<OrganisationId> organisations) {
        return jdbc.sql(SELECT + """
                         where organisation_id = any(:organisations::uuid[]) and ended_at is null
                           and (until is null or chosei_now() < until)
                         order by version desc
                        """)
                .param(
                        "organisations",
                        organisations.stream().map(OrganisationId::value).toArray(UUID[]::new))
                .query((row, _) -> read(row))
                .list();
    }

    private static Signature read(ResultSet row) throws SQLException {
        return new Signature(
                new OrganisationId(row.getObject("organisation_id", UUID.class)),
                AgreementKind.of(row.getString("kind")),
                row.getInt("version"),
                row.getString("language"),
                row.getString("text_sha256"),
                new PersonId(row.getObject("person_id", UUID.class)),
                row.getString("signer_name"),
                row.getObject("signed_at", OffsetDateTime.class).toInstant(),
                instant(row, "until"),
                instant(row, "ended_at"),
                row.getString("ended_reason"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
