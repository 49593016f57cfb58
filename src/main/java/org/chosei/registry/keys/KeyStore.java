package org.chosei.registry.keys;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chosei.crypto.Certificate;
import org.chosei.crypto.Certificate.Format;
import org.chosei.crypto.KeyFitness;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.Contact;
import org.chosei.registry.keys.KeyHistory.Why;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Certificates with the newest challenge or the proof of each. */
@Repository
class KeyStore {
    private static final String COLUMNS = """
            select k.id, k.organisation_id, k.format, k.certificate, k.contact_role, k.uploaded_at, k.uploaded_by,
                   c.id as challenge, c.code_hash, c.message, c.made_at, c.expires_at,
                   p.method, p.proved_at, p.proved_by
              from contact_key k
              left join key_proof p on p.key_id = k.id
              left join lateral (select * from key_challenge c where c.key_id = k.id and p.key_id is null
                                  order by c.id desc limit 1) c on true
             where k.retired_at is null
            """;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    KeyStore(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Makes those who give keys to one organisation wait for each other until the end of the transaction. */
    void lock(OrganisationId organisation) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:id, 0))")
                .param("id", "keys:" + organisation)
                .query((_, _) -> true)
                .single();
    }

    void add(UUID id, OrganisationId organisation, Certificate key, Contact.@Nullable Role contact) {
        jdbc.sql("""
                        insert into contact_key (id, organisation_id, format, fingerprint, public_key, certificate, contact_role)
                        values (:id, :organisation, :format, :fingerprint, :publicKey, :certificate, :contact)
                        """)
                .param("id", id)
                .param("organisation", organisation.value())
                .param("format", key.format().name())
                .param("fingerprint", key.fingerprint())
                .param("publicKey", key.format() == Format.SMIME ? key.identity() : null, Types.VARCHAR)
                .param("certificate", key.toBytes())
                .param("contact", contact == null ? null : contact.name(), Types.VARCHAR)
                .update();
    }

    /** Another copy of the key holds from now on; the one before is kept. */
    void replace(UploadedKey key, Certificate by, Why why) {
        jdbc.sql("""
                        insert into contact_key_copy (key_id, organisation_id, fingerprint, certificate, why)
                        select id, organisation_id, fingerprint, certificate, :why from contact_key where id = :id
                        """).param("id", key.id()).param("why", why.name()).update();
        jdbc.sql("update contact_key set certificate = :certificate, fingerprint = :fingerprint where id = :id")
                .param("id", key.id())
                .param("fingerprint", by.fingerprint())
                .param("certificate", by.toBytes())
                .update();
    }

    List<UploadedKey> of(OrganisationId organisation) {
        return jdbc.sql(COLUMNS + "and k.organisation_id = :organisation order by k.id desc")
                .param("organisation", organisation.value())
                .query(this::read)
                .list();
    }

    Optional<UploadedKey> find(UUID id) {
        return jdbc.sql(COLUMNS + "and k.id = :id")
                .param("id", id)
                .query(this::read)
                .optional();
    }

    void assign(UUID id, Contact.@Nullable Role contact) {
        jdbc.sql("update contact_key set contact_role = :contact where id = :id")
                .param("id", id)
                .param("contact", contact == null ? null : contact.name(), Types.VARCHAR)
                .update();
    }

    boolean retire(UUID id, Why why) {
        return jdbc.sql("""
                                update contact_key
                                   set retired_at = chosei_now(), retired_by = scope_actor(), retired_why = :why
                                 where id = :id and retired_at is null
                                """).param("id", id).param("why", why.name()).update() == 1;
    }

    /** Ends the use of every key of an organisation; their fingerprints. */
    List<String> retireAll(OrganisationId organisation) {
        return jdbc.sql("""
                        update contact_key
                           set retired_at = chosei_now(), retired_by = scope_actor(), retired_why = 'RETIRED'
                         where organisation_id = :organisation and retired_at is null returning fingerprint
                        """)
                .param("organisation", organisation.value())
                .query(String.class)
                .list();
    }

    private UploadedKey read(ResultSet row, int number) throws SQLException {
        Certificate certificate =
                Certificate.fromBytes(Format.valueOf(row.getString("format")), row.getBytes("certificate"));
        String contact = row.getString("contact_role");
        return new UploadedKey(
                row.getObject("id", UUID.class),
                new OrganisationId(row.getObject("organisation_id", UUID.class)),
                certificate,
                contact == null ? null : Contact.Role.valueOf(contact),
                KeyFitness.of(certificate, clock.instant()),
                instant(row, "uploaded_at"),
                row.getString("uploaded_by"),
                challenge(row),
                proof(row));
    }

    private static UploadedKey.@Nullable Challenge challenge(ResultSet row) throws SQLException {
        UUID id = row.getObject("challenge", UUID.class);
        return id == null
                ? null
                : new UploadedKey.Challenge(
                        id,
                        row.getBytes("code_hash"),
                        row.getString("message"),
                        instant(row, "made_at"),
                        instant(row, "expires_at"));
    }

    private static UploadedKey.@Nullable Proof proof(ResultSet row) throws SQLException {
        String method = row.getString("method");
        return method == null
                ? null
                : new UploadedKey.Proof(
                        UploadedKey.Method.valueOf(method), instant(row, "proved_at"), row.getString("proved_by"));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
