package org.chosei.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chosei.crypto.KeyFitness;
import org.chosei.crypto.OpenPgpKey;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Uuid7;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Certificates, their challenges and proofs. */
@Repository
class KeyStore {
    private static final String COLUMNS = """
            select k.id, k.organisation_id, k.certificate, k.uploaded_at, k.uploaded_by,
                   c.id as challenge, c.code_hash, c.message, c.made_at, c.expires_at,
                   p.method, p.proved_at, p.proved_by, p.note
              from openpgp_key k
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

    List<ContactKey> proved(Collection<OrganisationId> organisations) {
        return jdbc.sql("""
                        select k.id, k.organisation_id, k.fingerprint, k.certificate, p.proved_at
                          from openpgp_key k join key_proof p on p.key_id = k.id
                         where k.organisation_id = any(:ids::uuid[]) and k.retired_at is null
                         order by p.proved_at desc, k.id desc
                        """)
                .param("ids", OrganisationStore.values(organisations))
                .query((row, _) -> new ContactKey(
                        row.getObject(1, UUID.class),
                        new OrganisationId(row.getObject(2, UUID.class)),
                        row.getString(3),
                        row.getBytes(4),
                        instant(row, "proved_at")))
                .list();
    }

    /** False when the organisation uses this very key already. */
    boolean add(UUID id, OrganisationId organisation, OpenPgpKey key) {
        return jdbc.sql("""
                                insert into openpgp_key (id, organisation_id, fingerprint, certificate)
                                values (:id, :organisation, :fingerprint, :certificate)
                                on conflict (organisation_id, fingerprint) where retired_at is null do nothing
                                """)
                        .param("id", id)
                        .param("organisation", organisation.value())
                        .param("fingerprint", key.fingerprint())
                        .param("certificate", key.toBytes())
                        .update()
                == 1;
    }

    /** Keeps a newer copy of a key in use, whose id it returns. */
    Optional<UUID> replace(OrganisationId organisation, OpenPgpKey key) {
        return jdbc.sql("""
                        update openpgp_key set certificate = :certificate
                         where organisation_id = :organisation and fingerprint = :fingerprint and retired_at is null
                        returning id
                        """)
                .param("organisation", organisation.value())
                .param("fingerprint", key.fingerprint())
                .param("certificate", key.toBytes())
                .query(UUID.class)
                .optional();
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

    void addChallenge(UploadedKey key, byte[] codeHash, String message, Instant expires) {
        jdbc.sql("""
                        insert into key_challenge (id, key_id, organisation_id, code_hash, message, expires_at)
                        values (:id, :key, :organisation, :hash, :message, :expires)
                        """)
                .param("id", Uuid7.at(clock.instant()))
                .param("key", key.id())
                .param("organisation", key.organisation().value())
                .param("hash", codeHash)
                .param("message", message)
                .param("expires", expires.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Makes people who type codes for one challenge wait for each other; then how many were wrong. */
    int lockMisses(UploadedKey.Challenge challenge) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:id, 0))")
                .param("id", "challenge:" + challenge.id())
                .query((_, _) -> true)
                .single();
        return jdbc.sql("select count(*) from key_challenge_miss where challenge_id = :id")
                .param("id", challenge.id())
                .query(Integer.class)
                .single();
    }

    void addMiss(UploadedKey key, UploadedKey.Challenge challenge) {
        jdbc.sql("insert into key_challenge_miss (challenge_id, organisation_id) values (:challenge, :organisation)")
                .param("challenge", challenge.id())
                .param("organisation", key.organisation().value())
                .update();
    }

    /** False when it was proved before. */
    boolean prove(UploadedKey key, UploadedKey.Method method, @Nullable String note) {
        return jdbc.sql("""
                                insert into key_proof (key_id, organisation_id, method, note)
                                values (:key, :organisation, :method, :note) on conflict (key_id) do nothing
                                """)
                        .param("key", key.id())
                        .param("organisation", key.organisation().value())
                        .param("method", method.name())
                        .param("note", note, Types.VARCHAR)
                        .update()
                == 1;
    }

    boolean retire(UUID id) {
        return jdbc.sql("""
                                update openpgp_key set retired_at = chosei_now(), retired_by = scope_actor()
                                 where id = :id and retired_at is null
                                """).param("id", id).update() == 1;
    }

    /** Ends the use of every key of an organisation; their fingerprints. */
    List<String> retireAll(OrganisationId organisation) {
        return jdbc.sql("""
                        update openpgp_key set retired_at = chosei_now(), retired_by = scope_actor()
                         where organisation_id = :organisation and retired_at is null returning fingerprint
                        """)
                .param("organisation", organisation.value())
                .query(String.class)
                .list();
    }

    private UploadedKey read(ResultSet row, int number) throws SQLException {
        OpenPgpKey certificate = OpenPgpKey.fromBytes(row.getBytes("certificate"));
        return new UploadedKey(
                row.getObject("id", UUID.class),
                new OrganisationId(row.getObject("organisation_id", UUID.class)),
                certificate,
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
                        UploadedKey.Method.valueOf(method),
                        instant(row, "proved_at"),
                        row.getString("proved_by"),
                        row.getString("note"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
