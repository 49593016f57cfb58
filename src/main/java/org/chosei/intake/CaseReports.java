package org.chosei.intake;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.chosei.cases.CaseFile;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.JapaneseText;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

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

    /** Those of a case, oldest first, as {@code CaseFile} brings them. */
    public static List<Reported> of(CaseFile file) {
        return List.of(JsonMapper.shared().readValue(file.reports(), Reported[].class));
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
