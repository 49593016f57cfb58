package org.chosei.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Reads a case's chain as what happened. Row-level security decides which entries the acting scope is shown. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Timeline {
    private final JdbcClient jdbc;
    private final DetailsSeal seal;

    Timeline(JdbcClient jdbc, DetailsSeal seal) {
        this.jdbc = jdbc;
        this.seal = seal;
    }

    /**
     * One entry.
     *
     * @param actor as {@link Scope#actor()} writes it
     * @param subjects ids, each written {@code type:id}
     * @param shared whether an audience besides staff may read the entry
     */
    public record Line(long seq, Instant at, String actor, String kind, List<String> subjects, boolean shared) {}

    /** At most {@code size} entries after number {@code afterSeq} (0 for the first page), oldest first. */
    public List<Line> page(CaseId caseId, long afterSeq, int size) {
        return jdbc.sql("""
                        select seq, at, actor, kind, subjects, audience_id from ledger_entry
                         where chain = :chain and seq > :after order by seq limit :size
                        """)
                .param("chain", caseId.value())
                .param("after", afterSeq)
                .param("size", size)
                .query((row, _) -> new Line(
                        row.getLong("seq"),
                        row.getTimestamp("at").toInstant(),
                        row.getString("actor"),
                        row.getString("kind"),
                        Subjects.read(row.getString("subjects")),
                        row.getObject("audience_id") != null))
                .list();
    }

    /** The details of one entry in clear, empty once the case's key is shredded; "not found" for everybody but staff. */
    public Map<String, String> details(CaseId caseId, long seq) {
        staffOnly();
        Sealed found = jdbc.sql("select commitment, details from ledger_entry where chain = :chain and seq = :seq")
                .param("chain", caseId.value())
                .param("seq", seq)
                .query((row, _) -> new Sealed(row.getString(1), Optional.ofNullable(row.getBytes(2))))
                .optional()
                .orElseThrow(Refusal.NotFound::new);
        return found.details()
                .flatMap(bytes -> seal.open(caseId, bytes))
                .map(clear -> Commitments.read(clear, found.commitment()))
                .orElse(Map.of());
    }

    private record Sealed(String commitment, Optional<byte[]> details) {}

    private static void staffOnly() {
        if (!Scopes.person().isStaff()) {
            throw new Refusal.NotFound();
        }
    }
}
