package org.chosei.desk.inbox;

import java.time.ZoneOffset;
import java.util.UUID;
import org.chosei.access.Scopes;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** That what was written last in a thread needs no answer from the side of whoever says so. A later message is new again. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Settlements {
    private final JdbcClient jdbc;
    private final Ledger ledger;

    Settlements(JdbcClient jdbc, Ledger ledger) {
        this.jdbc = jdbc;
        this.ledger = ledger;
    }

    /** Settles an item that the person has. */
    public void settle(InboxItem item) {
        CaseId caseId = item.caseId();
        if (!item.key().kind().settled() || caseId == null) {
            throw new Refusal.WrongState("bulk-no-message");
        }
        int added = jdbc.sql("""
                        insert into thread_settled (thread_id, case_id, audience_id, organisation_id, upto)
                        select t.id, t.case_id, t.audience_id, :own, :upto from thread t where t.id = :thread
                        """)
                .param("own", Scopes.person().organisation().value())
                .param("upto", item.since().atOffset(ZoneOffset.UTC))
                .param("thread", item.key().subject())
                .update();
        if (added != 1) {
            throw new Refusal.NotFound();
        }
        UUID thread = item.key().subject();
        ledger.append(Entry.of(caseId, "thread.settled").about("thread", thread));
    }
}
