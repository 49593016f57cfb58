package org.chosei.intake.reporting;

import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.chosei.kernel.CaseId;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The steps of reports. */
@Repository
class StepStore {
    private final JdbcClient jdbc;

    StepStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** False when somebody else took a step meanwhile. */
    boolean add(UUID id, ReceivedReport report, Step step, @Nullable Exit exit, @Nullable SealedId reason) {
        return jdbc.sql("""
                        insert into report_step (id, report_id, ordinal, step, exit, reason)
                        values (:id, :report, :ordinal, :step, :exit, :reason) on conflict do nothing
                        """)
                        .param("id", id)
                        .param("report", report.id())
                        .param("ordinal", report.steps() + 1)
                        .param("step", step.key())
                        .param("exit", exit == null ? null : exit.key(), Types.VARCHAR)
                        .param("reason", reason == null ? null : reason.value(), Types.OTHER)
                        .update()
                == 1;
    }

    void link(UUID step, UUID report, CaseId caseId) {
        link(step, report, caseId.value(), null);
    }

    void repeats(UUID step, UUID report, UUID original) {
        link(step, report, null, original);
    }

    private void link(UUID step, UUID report, @Nullable UUID caseId, @Nullable UUID original) {
        jdbc.sql("""
                        insert into report_link (step_id, report_id, case_id, duplicate_of)
                        values (:step, :report, :case, :original)
                        """)
                .param("step", step)
                .param("report", report)
                .param("case", caseId, Types.OTHER)
                .param("original", original, Types.OTHER)
                .update();
    }

    /** A step as it lies there. */
    record Row(Step step, @Nullable Exit exit, @Nullable SealedId reason, Instant at, String by) {}

    List<Row> of(UUID report) {
        return jdbc.sql("""
                        select step, exit, reason, taken_at, taken_by from report_step where report_id = :report
                         order by ordinal
                        """)
                .param("report", report)
                .query((row, _) -> {
                    UUID reason = row.getObject("reason", UUID.class);
                    String exit = row.getString("exit");
                    return new Row(
                            Step.of(row.getString("step")),
                            exit == null ? null : Exit.read(exit),
                            reason == null ? null : new SealedId(reason),
                            row.getObject("taken_at", OffsetDateTime.class).toInstant(),
                            row.getString("taken_by"));
                })
                .list();
    }
}
