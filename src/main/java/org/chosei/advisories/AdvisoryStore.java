package org.chosei.advisories;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chosei.kernel.CaseId;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of drafts, approvals and schedules. */
@Repository
class AdvisoryStore {
    private static final String ADVISORIES = "select id, case_id, number, file_name from advisory ";
    private static final String SCHEDULES = """
            select s.id, s.advisory_id, s.version_id, s.publish_at, s.zone, c.cancelled_at, h.held_at, h.reason
              from advisory_schedule s left join advisory_schedule_cancellation c on c.schedule_id = s.id
              left join advisory_held_back h on h.schedule_id = s.id
            """;

    private final JdbcClient jdbc;

    AdvisoryStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The advisory of a case, with the number and the CSAF file name that it took. */
    record Advisory(UUID id, CaseId caseId, String number, String fileName) {}

    /** Lets one transaction at a time change a case's advisory, until it ends. */
    void lock(CaseId caseId) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('advisory ' || :case::text, 0))")
                .param("case", caseId.value())
                .query((_, _) -> true)
                .single();
    }

    Optional<Advisory> find(CaseId caseId) {
        return jdbc.sql(ADVISORIES + "where case_id = :case")
                .param("case", caseId.value())
                .query(AdvisoryStore::advisory)
                .optional();
    }

    Optional<Advisory> find(UUID advisory) {
        return jdbc.sql(ADVISORIES + "where id = :id")
                .param("id", advisory)
                .query(AdvisoryStore::advisory)
                .optional();
    }

    boolean fileNameTaken(String fileName) {
        return jdbc.sql("select exists (select from advisory where file_name = :name)")
                .param("name", fileName)
                .query(Boolean.class)
                .single();
    }

    void add(Advisory advisory) {
        jdbc.sql("insert into advisory (id, case_id, number, file_name) values (:id, :case, :number, :file)")
                .param("id", advisory.id())
                .param("case", advisory.caseId().value())
                .param("number", advisory.number())
                .param("file", advisory.fileName())
                .update();
    }

    /** Newest first. */
    List<Version> versions(UUID advisory) {
        return jdbc.sql("""
                        select v.id, v.ordinal, v.content, v.author, v.made_at, a.approver, a.approved_at
                          from advisory_version v left join advisory_approval a on a.version_id = v.id
                         where v.advisory_id = :advisory order by v.ordinal desc
                        """)
                .param("advisory", advisory)
                .query((row, _) -> new Version(
                        row.getObject("id", UUID.class),
                        row.getInt("ordinal"),
                        new SealedId(row.getObject("content", UUID.class)),
                        row.getString("author"),
                        row.getObject("made_at", OffsetDateTime.class).toInstant(),
                        row.getString("approver"),
                        instant(row, "approved_at")))
                .list();
    }

    void addVersion(UUID id, UUID advisory, int ordinal, SealedId content) {
        jdbc.sql("""
                        insert into advisory_version (id, advisory_id, ordinal, content)
                        values (:id, :advisory, :ordinal, :content)
                        """)
                .param("id", id)
                .param("advisory", advisory)
                .param("ordinal", ordinal)
                .param("content", content.value())
                .update();
    }

    void approve(Version version) {
        jdbc.sql("insert into advisory_approval (version_id, author) values (:version, :author)")
                .param("version", version.id())
                .param("author", version.author())
                .update();
    }

    void schedule(UUID id, UUID advisory, UUID version, Instant at, String zone) {
        jdbc.sql("""
                        insert into advisory_schedule (id, advisory_id, version_id, publish_at, zone)
                        values (:id, :advisory, :version, :at, :zone)
                        """)
                .param("id", id)
                .param("advisory", advisory)
                .param("version", version)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("zone", zone)
                .update();
    }

    Optional<Schedule> newestSchedule(UUID advisory) {
        return jdbc.sql(SCHEDULES + "where s.advisory_id = :advisory order by s.id desc limit 1")
                .param("advisory", advisory)
                .query(AdvisoryStore::schedule)
                .optional();
    }

    Optional<Schedule> findSchedule(UUID schedule) {
        return jdbc.sql(SCHEDULES + "where s.id = :id")
                .param("id", schedule)
                .query(AdvisoryStore::schedule)
                .optional();
    }

    void cancel(UUID schedule) {
        jdbc.sql("insert into advisory_schedule_cancellation (schedule_id) values (:id)")
                .param("id", schedule)
                .update();
    }

    void holdBack(UUID schedule, String reason) {
        jdbc.sql("insert into advisory_held_back (schedule_id, reason) values (:id, :reason)")
                .param("id", schedule)
                .param("reason", reason)
                .update();
    }

    private static Advisory advisory(ResultSet row, int number) throws SQLException {
        return new Advisory(
                row.getObject("id", UUID.class),
                new CaseId(row.getObject("case_id", UUID.class)),
                row.getString("number"),
                row.getString("file_name"));
    }

    private static Schedule schedule(ResultSet row, int number) throws SQLException {
        return new Schedule(
                row.getObject("id", UUID.class),
                row.getObject("advisory_id", UUID.class),
                row.getObject("version_id", UUID.class),
                row.getObject("publish_at", OffsetDateTime.class).toInstant(),
                row.getString("zone"),
                instant(row, "cancelled_at"),
                instant(row, "held_at"),
                row.getString("reason"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
