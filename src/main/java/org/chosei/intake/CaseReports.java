package org.chosei.intake;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.JapaneseText;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** From which reports a case came: the way from the case back to whoever reported. Staff only. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class CaseReports {
    private final JdbcClient jdbc;

    CaseReports(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A report of a case.
     *
     * @param reference what people call it; empty for a mailed report without a number
     * @param path of its page
     * @param exploited whoever reported said that it is used in attacks
     * @param published whoever reported said that it is public
     */
    public record Reported(String reference, String path, boolean exploited, boolean published) {}

    /** Those of a case, oldest first. One query. */
    public List<Reported> of(CaseId caseId) {
        return jdbc.sql("""
                        select r.reference, '/reports/received/' || r.id, r.exploited = 'yes', r.published = 'yes', r.id
                          from report_link l join received_report r on r.id = l.report_id where l.case_id = :case
                        union
                        select r.number, '/reports/' || r.id, false, false, r.id
                          from report_outcome o join report r on r.id = o.report_id where o.case_id = :case
                        order by 5
                        """)
                .param("case", caseId.value())
                .query((row, _) ->
                        new Reported(row.getString(1), row.getString(2), row.getBoolean(3), row.getBoolean(4)))
                .list();
    }

    /**
     * A report found by what people call it.
     *
     * @param path of its page
     * @param caseId the case that it belongs to; null while there is none
     */
    public record Found(String path, @Nullable CaseId caseId) {}

    /** The report of this reference, typed in any width and case. */
    public Optional<Found> find(String reference) {
        return jdbc.sql("""
                        select '/reports/received/' || r.id, l.case_id from received_report r
                          left join report_link l on l.report_id = r.id and l.case_id is not null
                         where r.reference = :reference
                        """)
                .param("reference", JapaneseText.plain(reference).strip().toUpperCase(Locale.ROOT))
                .query((row, _) -> {
                    UUID caseId = row.getObject(2, UUID.class);
                    return new Found(row.getString(1), caseId == null ? null : new CaseId(caseId));
                })
                .optional();
    }
}
