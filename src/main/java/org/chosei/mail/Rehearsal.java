package org.chosei.mail;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.chosei.mail.OutgoingQueue.Batch;
import org.chosei.mail.wire.RelayReport;
import org.chosei.mail.wire.RelayResult;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Writes all that a batch comes to when its mails have left, the ledger's entries included, and takes it back at the last moment. No
 * mail leaves for it.
 */
final class Rehearsal implements TransactionSynchronization {
    private Rehearsal() {}

    /** Everything was written. */
    private static final class Over extends RuntimeException {
        private static final long serialVersionUID = 1;

        Over() {
            super(null, null, false, false);
        }
    }

    /**
     * False when nothing is due.
     *
     * @throws RuntimeException when it could not be written
     */
    static boolean passes(TransactionOperations transaction, OutgoingQueue queue, int limit, Instant now) {
        try {
            transaction.executeWithoutResult(_ -> write(queue, limit, now));
            return false;
        } catch (Over _) {
            return true;
        }
    }

    private static void write(OutgoingQueue queue, int limit, Instant now) {
        Batch batch = queue.next(limit);
        if (batch.found() == 0) {
            return;
        }
        RelayReport taken = new RelayReport(new RelayResult.HandedOver("250 rehearsed"), Map.of());
        List<Outcome> outcomes =
                batch.mails().stream().map(mail -> Outcome.of(mail, taken, now)).toList();
        if (!outcomes.isEmpty()) {
            queue.record(outcomes);
        }
        // behind the ledger's own, which writes there
        TransactionSynchronizationManager.registerSynchronization(new Rehearsal());
    }

    @Override
    public void beforeCommit(boolean readOnly) {
        throw new Over();
    }
}
