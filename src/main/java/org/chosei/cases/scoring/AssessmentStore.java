package org.chosei.cases.scoring;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.chosei.cases.Vulnerability;
import org.chosei.kernel.CaseId;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of assessments. */
@Repository
class AssessmentStore {
    private static final String COLUMNS = """
            a.id, a.vulnerability_id, a.case_id, v.ordinal, coalesce(n.cve, '') as cve, a.kind, a.said, a.result, a.basis,
                   a.reason, a.assessed_at, a.assessed_by
              from vulnerability_assessment a
              join case_vulnerability v on v.case_id = a.case_id and v.vulnerability_id = a.vulnerability_id
              join vulnerability n on n.id = a.vulnerability_id
            """;

    private final JdbcClient jdbc;

    AssessmentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Waits for a twin of this form that is still at work, and tells whether it was recorded. */
    boolean isRecorded(UUID form) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:form, 0))")
                .param("form", "assessment:" + form)
                .query((_, _) -> true)
                .single();
        return jdbc.sql("select count(*) from vulnerability_assessment where form = :form")
                        .param("form", form)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    void add(
            UUID id,
            Vulnerability of,
            AssessmentKind kind,
            String said,
            String result,
            String basis,
            @Nullable SealedId reason,
            UUID form) {
        jdbc.sql("""
                        insert into vulnerability_assessment
                            (id, case_id, vulnerability_id, kind, said, result, basis, reason, form)
                        values (:id, :case, :vulnerability, :kind, :said, :result, :basis, :reason, :form)
                        """)
                .param("id", id)
                .param("case", of.caseId().value())
                .param("vulnerability", of.id())
                .param("kind", kind.name())
                .param("said", said)
                .param("result", result)
                .param("basis", basis)
                .param("reason", reason == null ? null : reason.value(), Types.OTHER)
                .param("form", form)
                .update();
    }

    /** The newest of each kind of each vulnerability, in their order. */
    List<Assessment> newest(CaseId caseId) {
        return jdbc.sql("select distinct on (v.ordinal, a.kind) " + COLUMNS
                        + "where a.case_id = :case and v.moved_to is null order by v.ordinal, a.kind, a.id desc")
                .param("case", caseId.value())
                .query(AssessmentStore::read)
                .list();
    }

    /** Newest first, those older than {@code before} unless it is null. */
    List<Assessment> history(Vulnerability of, @Nullable UUID before, int size) {
        return jdbc.sql("select " + COLUMNS + """
                        where a.case_id = :case and a.vulnerability_id = :vulnerability
                          and (:before::uuid is null or a.id < :before::uuid) order by a.id desc limit :size
                        """)
                .param("case", of.caseId().value())
                .param("vulnerability", of.id())
                .param("before", before, Types.OTHER)
                .param("size", size)
                .query(AssessmentStore::read)
                .list();
    }

    private static Assessment read(ResultSet row, int number) throws SQLException {
        UUID reason = row.getObject("reason", UUID.class);
        return new Assessment(
                row.getObject("id", UUID.class),
                new Vulnerability(
                        row.getObject("vulnerability_id", UUID.class),
                        new CaseId(row.getObject("case_id", UUID.class)),
                        row.getInt("ordinal"),
                        row.getString("cve")),
                AssessmentKind.valueOf(row.getString("kind")),
                row.getString("said"),
                row.getString("result"),
                row.getString("basis"),
                reason == null ? null : new SealedId(reason),
                row.getObject("assessed_at", OffsetDateTime.class).toInstant(),
                row.getString("assessed_by"));
    }
}
