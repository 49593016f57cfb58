package org.chosei.distribution;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of waves that wait for approval. */
@Repository
class SubmissionStore {
    private static final String ROWS = """
            select s.*, e.outcome, e.reason, e.ended_at, e.ended_by
              from wave_submission s left join wave_submission_end e on e.submission_id = s.id
            """;

    private final JdbcClient jdbc;

    SubmissionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A row; what is null belongs to an end that has not come, or to no amendment. */
    record Row(
            UUID id,
            CaseId caseId,
            Instant visibleFrom,
            int policy,
            SealedId words,
            @Nullable Amends amends,
            Instant at,
            String by,
            @Nullable String outcome,
            @Nullable SealedId reason,
            @Nullable Instant endedAt,
            @Nullable String endedBy) {}

    void add(
            UUID id,
            CaseId caseId,
            Instant visibleFrom,
            int policy,
            SealedId words,
            @Nullable Amends amends,
            Set<OrganisationId> vendors) {
        jdbc.sql("""
                        insert into wave_submission (id, case_id, visible_from, policy_version, words, amends, amends_how)
                        values (:id, :case, :from, :policy, :words, :amends, :how)
                        """)
                .param("id", id)
                .param("case", caseId.value())
                .param("from", visibleFrom.atOffset(ZoneOffset.UTC))
                .param("policy", policy)
                .param("words", words.value())
                .param("amends", amends == null ? null : amends.notice(), Types.OTHER)
                .param("how", amends == null ? null : amends.how().name(), Types.VARCHAR)
                .update();
        jdbc.sql("""
                        insert into wave_submission_vendor (submission_id, organisation_id)
                        select :id, v from unnest(:vendors::uuid[]) as v
                        """)
                .param("id", id)
                .param("vendors", vendors.stream().map(OrganisationId::value).toArray(UUID[]::new))
                .update();
    }

    /** False when it had ended before. */
    boolean end(UUID id, String outcome, @Nullable SealedId reason) {
        return jdbc.sql("""
                                insert into wave_submission_end (submission_id, outcome, reason)
                                values (:id, :outcome, :reason) on conflict do nothing
                                """)
                        .param("id", id)
                        .param("outcome", outcome)
                        .param("reason", reason == null ? null : reason.value(), Types.OTHER)
                        .update()
                == 1;
    }

    Optional<Row> find(UUID id) {
        return jdbc.sql(ROWS + " where s.id = :id")
                .param("id", id)
                .query(SubmissionStore::row)
                .optional();
    }

    List<Row> of(CaseId caseId) {
        return jdbc.sql(ROWS + " where s.case_id = :case order by s.id")
                .param("case", caseId.value())
                .query(SubmissionStore::row)
                .list();
    }

    /** Whether something of the case waits whose instant has not passed. */
    boolean waits(CaseId caseId, Instant now) {
        return of(caseId).stream().anyMatch(each -> each.outcome() == null && now.isBefore(each.visibleFrom()));
    }

    Set<OrganisationId> vendors(UUID id) {
        return jdbc.sql("select organisation_id from wave_submission_vendor where submission_id = :id")
                .param("id", id)
                .query((row, _) -> new OrganisationId(row.getObject(1, UUID.class)))
                .set();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        UUID reason = row.getObject("reason", UUID.class);
        OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
        return new Row(
                row.getObject("id", UUID.class),
                new CaseId(row.getObject("case_id", UUID.class)),
                row.getObject("visible_from", OffsetDateTime.class).toInstant(),
                row.getInt("policy_version"),
                new SealedId(row.getObject("words", UUID.class)),
                WaveStore.amends(row.getObject("amends", UUID.class), row.getString("amends_how")),
                row.getObject("submitted_at", OffsetDateTime.class).toInstant(),
                row.getString("submitted_by"),
                row.getString("outcome"),
                reason == null ? null : new SealedId(reason),
                ended == null ? null : ended.toInstant(),
                row.getString("ended_by"));
    }
}
