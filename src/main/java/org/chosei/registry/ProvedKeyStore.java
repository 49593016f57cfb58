package org.chosei.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.chosei.crypto.Certificate;
import org.chosei.kernel.OrganisationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The proved keys, as every other room may ask for them. */
@Repository
class ProvedKeyStore {
    private static final String SELECT = """
            select k.id, k.organisation_id, k.format, k.certificate, k.contact_role, p.proved_at
              from contact_key k join key_proof p on p.key_id = k.id
             where k.organisation_id = any(:ids::uuid[])
            """;
    /** A mail goes to the team: whoever reads there must be able to open it before a single person's key is thought of. */
    private static final String ORDER = """
             order by (k.contact_role is null or k.contact_role = 'TEAM') desc, p.proved_at desc, k.id desc
            """;

    private final JdbcClient jdbc;

    ProvedKeyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<ContactKey> inUse(Collection<OrganisationId> organisations) {
        return jdbc.sql(SELECT + " and k.retired_at is null" + ORDER)
                .param("ids", OrganisationStore.values(organisations))
                .query(ProvedKeyStore::read)
                .list();
    }

    /** A key id is the end of a version 4 fingerprint and the beginning of a version 6 one. */
    List<OrganisationId> ownersOf(String keyId) {
        return jdbc.sql("""
                        select distinct k.organisation_id from contact_key k join key_proof p on p.key_id = k.id
                         where k.retired_at is null
                           and (k.fingerprint = :key or length(:key) = 16 and (right(k.fingerprint, 16) = :key
                                and length(k.fingerprint) = 40 or left(k.fingerprint, 16) = :key and length(k.fingerprint) = 64))
                        """)
                .param("key", keyId)
                .query((row, _) -> new OrganisationId(row.getObject(1, UUID.class)))
                .list();
    }

    /** Those in use that were proved by a challenge. */
    List<ContactKey> challenged(Collection<OrganisationId> organisations) {
        return jdbc.sql(SELECT + " and k.retired_at is null and p.method = 'CHALLENGE'" + ORDER)
                .param("ids", OrganisationStore.values(organisations))
                .query(ProvedKeyStore::read)
                .list();
    }

    /** Those that were proved and in use at an instant, each in its newest copy. */
    List<ContactKey> inUseAt(Collection<OrganisationId> organisations, Instant at) {
        return jdbc.sql(SELECT + " and p.proved_at <= :at and (k.retired_at is null or k.retired_at > :at)" + ORDER)
                .param("ids", OrganisationStore.values(organisations))
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(ProvedKeyStore::read)
                .list();
    }

    private static ContactKey read(ResultSet row, int number) throws SQLException {
        String contact = row.getString("contact_role");
        return new ContactKey(
                row.getObject("id", UUID.class),
                new OrganisationId(row.getObject("organisation_id", UUID.class)),
                Certificate.fromBytes(Certificate.Format.valueOf(row.getString("format")), row.getBytes("certificate")),
                contact == null ? null : Contact.Role.valueOf(contact),
                row.getObject("proved_at", OffsetDateTime.class).toInstant());
    }
}
