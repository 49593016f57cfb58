package org.chosei.agreements;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The texts that were ever in force. */
@Component
class TextStore {
    private final JdbcClient jdbc;

    TextStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps a text unless its version is there already. */
    void keep(AgreementKind kind, int version, String language, String body) {
        jdbc.sql("""
                        insert into agreement_text (kind, version, language, body, sha256)
                        values (:kind, :version, :language, :body, encode(sha256(convert_to(:body, 'UTF8')), 'hex'))
                        on conflict do nothing
                        """)
                .param("kind", kind.label())
                .param("version", version)
                .param("language", language)
                .param("body", body)
                .update();
    }

    Optional<AgreementText> find(AgreementKind kind, int version, String language) {
        return jdbc.sql("""
                        select kind, version, language, body, sha256 from agreement_text
                         where kind = :kind and version = :version and language = :language
                        """)
                .param("kind", kind.label())
                .param("version", version)
                .param("language", language)
                .query((row, _) -> read(row))
                .optional();
    }

    private static AgreementText read(ResultSet row) throws SQLException {
        return new AgreementText(
                AgreementKind.of(row.getString("kind")),
                row.getInt("version"),
                row.getString("language"),
                row.getString("body"),
                row.getString("sha256"));
    }

    /** The version in force of each kind. */
    Map<AgreementKind, Integer> versionsInForce() {
        Map<AgreementKind, Integer> versions = new EnumMap<>(AgreementKind.class);
        jdbc.sql("select kind, max(version) from agreement_text where in_force_from <= chosei_now() group by kind")
                .query((row, _) -> versions.put(AgreementKind.of(row.getString(1)), row.getInt(2)))
                .list();
        return versions;
    }
}
