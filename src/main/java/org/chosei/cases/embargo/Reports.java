package org.chosei.cases.embargo;

import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.kernel.CaseId;
import org.chosei.protocol.ReportState;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * How far whoever acts is with what was reported (Vultron RM), read from what it said. The coordinator has accepted every
 * case that it opened, until it ends.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Reports {
    private final JdbcClient jdbc;

    Reports(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    ReportState own(CaseId caseId) {
        if (jdbc.sql("select case_ended(:case)")
                .param("case", caseId.value())
                .query(Boolean.class)
                .single()) {
            return ReportState.CLOSED;
        }
        return Scopes.current() instanceof Scope.Person person && !person.isStaff()
                ? vendor(caseId, person)
                : ReportState.ACCEPTED;
    }

    private ReportState vendor(CaseId caseId, Scope.Person person) {
        return jdbc.sql("""
                        select status from vulnerability_status where case_id = :case and organisation_id = :own
                         order by id desc limit 1
                        """)
                .param("case", caseId.value())
                .param("own", person.organisation().value())
                .query(String.class)
                .optional()
                .map(Reports::of)
                .orElse(ReportState.RECEIVED);
    }

    /** What a vendor's word about the vulnerability says about its work on the report. */
    private static ReportState of(String status) {
        return switch (status) {
            case "INVESTIGATING" -> ReportState.VALID;
            case "AFFECTED", "FIXED" -> ReportState.ACCEPTED;
            case "NOT_AFFECTED" -> ReportState.INVALID;
            case "DECLINED" -> ReportState.DEFERRED;
            default -> throw new IllegalStateException(status);
        };
    }
}
