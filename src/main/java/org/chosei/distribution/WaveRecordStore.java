package org.chosei.distribution;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chosei.kernel.CaseId;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads all that is known of waves themselves: who planned, approved, moved and cancelled them, and with which words. */
@Repository
class WaveRecordStore {
    private static final String ROWS = """
            select w.id, w.case_id, w.visible_from, w.policy_version, w.planned_at, w.planned_by,
                   c.cancelled_at, c.cancelled_by, c.reason, m.becomes, f.wave_id as was,
                   n.id as notice, n.ordinal, n.body, n.sha256, n.amends_how, a.ordinal as amended,
                   s.submitted_at, s.submitted_by, e.ended_at, e.ended_by
              from wave w join notice n on n.id = w.notice_id left join notice a on a.id = n.amends
              left join wave_cancellation c on c.wave_id = w.id
              left join wave_move m on m.wave_id = w.id
              left join wave_move f on f.becomes = w.id
              left join wave_submission s on s.id = w.id
              left join wave_submission_end e on e.submission_id = s.id and e.outcome = 'APPROVED'
            """;

    private final JdbcClient jdbc;

    WaveRecordStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A thing that somebody did. */
    record Done(Instant at, String by) {}

    /** A wave; what is null did not happen. */
    record Row(
            UUID id,
            CaseId caseId,
            Instant visibleFrom,
            int policy,
            Done planned,
            @Nullable Done submitted,
            @Nullable Done approved,
            @Nullable Done cancelled,
            @Nullable String reason,
            @Nullable UUID becomes,
            @Nullable UUID was,
            UUID notice,
            int ordinal,
            SealedId body,
            String sha256,
            Amends.@Nullable How how,
            int amended) {}

    Optional<Row> find(UUID id) {
        return jdbc.sql(ROWS + " where w.id = :id")
                .param("id", id)
                .query(WaveRecordStore::row)
                .optional();
    }

    /** Those of a case, oldest first. */
    List<Row> of(CaseId caseId) {
        return jdbc.sql(ROWS + " where w.case_id = :case order by w.visible_from, w.id")
                .param("case", caseId.value())
                .query(WaveRecordStore::row)
                .list();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        String how = row.getString("amends_how");
        return new Row(
                row.getObject("id", UUID.class),
                new CaseId(row.getObject("case_id", UUID.class)),
                row.getObject("visible_from", OffsetDateTime.class).toInstant(),
                row.getInt("policy_version"),
                new Done(row.getObject("planned_at", OffsetDateTime.class).toInstant(), row.getString("planned_by")),
                done(row, "submitted"),
                done(row, "ended"),
                done(row, "cancelled"),
                row.getString("reason"),
                row.getObject("becomes", UUID.class),
                row.getObject("was", UUID.class),
                row.getObject("notice", UUID.class),
                row.getInt("ordinal"),
                new SealedId(row.getObject("body", UUID.class)),
                row.getString("sha256"),
                how == null ? null : Amends.How.valueOf(how),
                row.getInt("amended"));
    }

    private static @Nullable Done done(ResultSet row, String what) throws SQLException {
        OffsetDateTime at = row.getObject(what + "_at", OffsetDateTime.class);
        return at == null ? null : new Done(at.toInstant(), row.getString(what + "_by"));
    }
}
