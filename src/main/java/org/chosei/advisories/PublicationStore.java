package org.chosei.advisories;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chosei.advisories.AdvisoryDocument.Revision;
import org.chosei.kernel.CaseId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of what is public. */
@Repository
class PublicationStore {
    private static final String ROWS =
            "select number, file_name, version_id, published_at, updated_at, content, csaf_sha256 from publication ";

    private final JdbcClient jdbc;

    PublicationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The words and their history, in clear, as the row keeps them. */
    record Content(Draft draft, List<Revision> revisions) {}

    record Row(
            String number,
            String fileName,
            UUID version,
            Instant publishedAt,
            Instant updatedAt,
            String content,
            String csafSha256) {}

    /** A CSAF file, byte for byte as it was published. */
    record File(byte[] bytes, String sha256, Instant publishedAt, Instant updatedAt) {}

    void publish(AdvisoryStore.Advisory advisory, UUID version, Instant at, String content, byte[] csaf, String hash) {
        jdbc.sql("""
                        insert into publication (advisory_id, case_id, version_id, number, file_name, published_at,
                                                 updated_at, content, csaf, csaf_sha256)
                        values (:advisory, :case, :version, :number, :file, :at, :at, :content, :csaf, :hash)
                        on conflict (advisory_id) do update
                           set version_id = excluded.version_id, updated_at = excluded.updated_at,
                               content = excluded.content, csaf = excluded.csaf, csaf_sha256 = excluded.csaf_sha256
                        """)
                .param("advisory", advisory.id())
                .param("case", advisory.caseId().value())
                .param("version", version)
                .param("number", advisory.number())
                .param("file", advisory.fileName())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("content", content)
                .param("csaf", csaf)
                .param("hash", hash)
                .update();
    }

    Optional<Row> of(UUID advisory) {
        return jdbc.sql(ROWS + "where advisory_id = :advisory")
                .param("advisory", advisory)
                .query(PublicationStore::row)
                .optional();
    }

    Optional<Row> byNumber(String number) {
        return jdbc.sql(ROWS + "where number = :number")
                .param("number", number)
                .query(PublicationStore::row)
                .optional();
    }

    /** Newest change first; those older than {@code before}, or the newest when null. */
    List<Row> page(@Nullable String before, int size) {
        return jdbc.sql(ROWS + """
                        where :before::text is null
                           or (updated_at, number) < (select updated_at, number from publication where number = :before)
                        order by updated_at desc, number desc limit :size
                        """)
                .param("before", before)
                .param("size", size)
                .query(PublicationStore::row)
                .list();
    }

    Map<CaseId, Instant> publishedAt(Collection<CaseId> cases) {
        return jdbc
                .sql("""
                        select case_id, min(published_at) from publication where case_id = any(:cases::uuid[])
                         group by case_id
                        """)
                .param("cases", cases.stream().map(CaseId::value).toArray(UUID[]::new))
                .query((row, _) -> Map.entry(
                        new CaseId(row.getObject(1, UUID.class)),
                        row.getObject(2, OffsetDateTime.class).toInstant()))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    Optional<File> file(String fileName) {
        return jdbc.sql("select csaf, csaf_sha256, published_at, updated_at from publication where file_name = :name")
                .param("name", fileName)
                .query((row, _) -> new File(
                        row.getBytes("csaf"),
                        row.getString("csaf_sha256"),
                        instant(row, "published_at"),
                        instant(row, "updated_at")))
                .optional();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getString("number"),
                row.getString("file_name"),
                row.getObject("version_id", UUID.class),
                instant(row, "published_at"),
                instant(row, "updated_at"),
                row.getString("content"),
                row.getString("csaf_sha256"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
