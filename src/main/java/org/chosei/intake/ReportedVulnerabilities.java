package org.chosei.intake;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chosei.cases.Vulnerabilities;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Which reports of a case told of which of its vulnerabilities: many to many. Staff only. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class ReportedVulnerabilities {
    private final JdbcClient jdbc;
    private final Vulnerabilities vulnerabilities;
    private final Ledger ledger;

    ReportedVulnerabilities(JdbcClient jdbc, Vulnerabilities vulnerabilities, Ledger ledger) {
        this.jdbc = jdbc;
        this.vulnerabilities = vulnerabilities;
        this.ledger = ledger;
    }

    /** A report that led to the case, or that tells of one of its vulnerabilities. */
    public record Told(UUID report, String number, Instant receivedAt, Set<UUID> vulnerabilities) {}

    /** The reports of a case, oldest first. One query. */
    public List<Told> of(CaseId caseId) {
        return jdbc.sql("""
                        select r.id, r.number, r.received_at,
                               array(select v.vulnerability_id from report_vulnerability v where v.report_id = r.id)
                          from report r
                         where r.id in (select report_id from report_outcome where case_id = :case)
                            or r.id in (select v.report_id from report_vulnerability v
                                          join case_vulnerability c on c.vulnerability_id = v.vulnerability_id
                                         where c.case_id = :case and c.moved_to is null)
                         order by r.received_at, r.id
                        """)
                .param("case", caseId.value())
                .query((row, _) -> new Told(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getObject(3, OffsetDateTime.class).toInstant(),
                        Stream.of((UUID[]) row.getArray(4).getArray()).collect(Collectors.toUnmodifiableSet())))
                .list();
    }

    /** Notes that a report of the case tells of one of its vulnerabilities; noting it again changes nothing. */
    public void link(CaseId caseId, UUID report, UUID vulnerability) {
        vulnerabilities.get(caseId, vulnerability);
        if (of(caseId).stream().noneMatch(each -> each.report().equals(report))) {
            throw new Refusal.NotFound();
        }
        int added = jdbc.sql("""
                        insert into report_vulnerability (report_id, vulnerability_id) values (:report, :vulnerability)
                        on conflict do nothing
                        """)
                .param("report", report)
                .param("vulnerability", vulnerability)
                .update();
        if (added == 1) {
            ledger.append(Entry.of(caseId, "vulnerability.reported")
                    .about("report", report)
                    .about("vulnerability", vulnerability));
        }
    }
}
