package org.chosei.mail;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.chosei.mail.OutgoingQueue.Batch;
import org.chosei.mail.wire.SmtpRelay;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Hands over what is due, batch by batch. A mail is marked in the transaction that holds its lock, after the relay took
 * it: a crash in between repeats it with the same Message-ID, and a withdrawal waits for the batch instead of passing it.
 */
@Component
class Drain {
    private static final int BATCH = 100;

    private final SmtpRelay relay;
    private final MailSettings settings;
    private final InstantSource clock;
    private final TransactionOperations transaction;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    Drain(SmtpRelay relay, MailSettings settings, InstantSource clock, TransactionOperations transaction) {
        this.relay = relay;
        this.settings = settings;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** Empties the queue of what is due now, or stops when the relay cannot be reached. */
    void empty(OutgoingQueue queue) {
        oneAtATime.lock();
        try (var connections = new RelayConnections(relay, settings.envelopeFrom(), clock)) {
            while (connections.reachable()
                    && Boolean.TRUE.equals(transaction.execute(_ -> batch(queue, connections)))) {
                // the next batch
            }
        } finally {
            oneAtATime.unlock();
        }
    }

    private boolean batch(OutgoingQueue queue, RelayConnections connections) {
        Batch batch = queue.next(BATCH);
        if (!batch.mails().isEmpty()) {
            List<Outcome> outcomes = connections.send(batch.mails());
            queue.record(outcomes);
        }
        return batch.found() > 0;
    }
}
