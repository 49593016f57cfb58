package org.chosei.cases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.chosei.kernel.CaseId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The vulnerabilities of cases, as far as the acting scope may see the case. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Vulnerabilities {
    private final JdbcClient jdbc;

    Vulnerabilities(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of one case in their order, none for whoever may not see it. One query. */
    public List<Vulnerability> of(CaseId caseId) {
        return jdbc.sql("""
                        select id, case_id, ordinal, coalesce(cve, '') as cve from vulnerability
                         where case_id = :case order by ordinal
                        """)
                .param("case", caseId.value())
                .query(Vulnerabilities::read)
                .list();
    }

    private static Vulnerability read(ResultSet row, int number) throws SQLException {
        return new Vulnerability(
                row.getObject("id", UUID.class),
                new CaseId(row.getObject("case_id", UUID.class)),
                row.getInt("ordinal"),
                row.getString("cve"));
    }
}
