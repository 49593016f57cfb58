package org.chosei.agreements;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chosei.agreements.Versions.Version;
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

    /** Whether these words are those of any version in any language. */
    boolean isKept(String body) {
        return jdbc.sql("""
                        select exists (select from agreement_text
                                        where sha256 = encode(sha256(convert_to(:body, 'UTF8')), 'hex') and body = :body)
                        """).param("body", body).query(Boolean.class).single();
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

    /** Adds a version in both languages at once. */
    void add(AgreementKind kind, Versions.Version version, String ja, String en) {
        jdbc.sql("""
                        insert into agreement_text (kind, version, language, body, sha256, in_force_from, grace_days)
                        select :kind, :version, language, body, encode(sha256(convert_to(body, 'UTF8')), 'hex'), :from, :grace
                          from (values ('ja', :ja), ('en', :en)) as t (language, body)
                        """)
                .param("kind", kind.label())
                .param("version", version.number())
                .param("from", version.from().atOffset(ZoneOffset.UTC))
                .param("grace", version.graceDays())
                .param("ja", ja)
                .param("en", en)
                .update();
    }

    /** Every version of each kind. One query. */
    Map<AgreementKind, Versions> versions() {
        Map<AgreementKind, List<Version>> found = new EnumMap<>(AgreementKind.class);
        jdbc.sql("""
                        select kind, version, min(in_force_from) as since, max(grace_days) as grace
                          from agreement_text group by kind, version order by version
                        """)
                .query((row, _) -> found.computeIfAbsent(
                                AgreementKind.of(row.getString("kind")), _ -> new ArrayList<>())
                        .add(new Version(
                                row.getInt("version"),
                                row.getObject("since", OffsetDateTime.class).toInstant(),
                                row.getInt("grace"))))
                .list();
        Map<AgreementKind, Versions> versions = new EnumMap<>(AgreementKind.class);
        found.forEach((kind, all) -> versions.put(kind, new Versions(List.copyOf(all))));
        return versions;
    }
}
