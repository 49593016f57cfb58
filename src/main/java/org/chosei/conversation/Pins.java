package org.chosei.conversation;

import java.time.InstantSource;
import java.util.UUID;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Messages that are kept at the top of their thread, by whoever may write there. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Pins {
    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final InstantSource clock;

    Pins(JdbcClient jdbc, Ledger ledger, InstantSource clock) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Pins a message or takes the pin out; "not found" for whoever does not see it. */
    public void set(UUID message, boolean pinned) {
        CaseId caseId = jdbc.sql("""
                        select case_id from message where id = :id
                           and (visible_from is null or visible_from <= chosei_now())
                        """)
                .param("id", message)
                .query((row, _) -> new CaseId(row.getObject(1, UUID.class)))
                .optional()
                .orElseThrow(Refusal.NotFound::new);
        jdbc.sql("""
                        insert into message_pin (id, message_id, case_id, audience_id, pinned)
                        select :pin, id, case_id, audience_id, :pinned from message where id = :id
                        """)
                .param("pin", Uuid7.at(clock.instant()))
                .param("id", message)
                .param("pinned", pinned)
                .update();
        ledger.append(
                Entry.of(caseId, pinned ? "message.pinned" : "message.unpinned").about("message", message));
    }
}
