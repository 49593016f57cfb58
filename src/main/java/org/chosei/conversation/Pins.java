package org.chosei.conversation;

import java.time.InstantSource;
import java.util.UUID;
import org.chosei.access.Scopes;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Messages that are kept at the top of their thread: by either side of a private one, by staff alone where vendors read each other.
 */
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

    private record Pinnable(CaseId caseId, boolean shared) {}

    /** Pins a message or takes the pin out; "not found" for whoever does not see it. */
    public void set(UUID message, boolean pinned) {
        Pinnable of = jdbc.sql("""
                        select m.case_id, t.shared is not null from message m join thread t on t.id = m.thread_id
                         where m.id = :id and (m.visible_from is null or m.visible_from <= chosei_now())
                        """)
                .param("id", message)
                .query((row, _) -> new Pinnable(new CaseId(row.getObject(1, UUID.class)), row.getBoolean(2)))
                .optional()
                .orElseThrow(Refusal.NotFound::new);
        if (of.shared() && !Scopes.person().isStaff()) {
            throw new Refusal.WrongState("pin-shared");
        }
        jdbc.sql("""
                        insert into message_pin (id, message_id, case_id, audience_id, pinned)
                        select :pin, id, case_id, audience_id, :pinned from message where id = :id
                        """)
                .param("pin", Uuid7.at(clock.instant()))
                .param("id", message)
                .param("pinned", pinned)
                .update();
        ledger.append(Entry.of(of.caseId(), pinned ? "message.pinned" : "message.unpinned")
                .about("message", message));
    }
}
