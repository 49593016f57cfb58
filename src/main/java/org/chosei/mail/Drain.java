package org.chosei.mail;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.chosei.mail.MailsBounced.Bounce;
import org.chosei.mail.OutgoingQueue.Batch;
import org.chosei.mail.wire.SmtpRelay;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Hands over what is due, batch by batch. A mail is marked in the transaction that holds its lock, after the relay took
 * it: a crash in between repeats it with the same Message-ID, and a withdrawal waits for the batch instead of passing it.
 */
@Component
class Drain {
    /** Of each lane: what a crash repeats, and what a withdrawal waits for. */
    private static final int BATCH = 100;

    private final SmtpRelay relay;
    private final MailSettings settings;
    private final InstantSource clock;
    private final TransactionOperations transaction;
    private final ApplicationEventPublisher events;
    private final Map<OutgoingQueue, AtomicInteger> wanted = new ConcurrentHashMap<>();
    /** Queues of which mails left last time without its being kept that they did. */
    private final Set<OutgoingQueue> unsure = ConcurrentHashMap.newKeySet();

    Drain(
            SmtpRelay relay,
            MailSettings settings,
            InstantSource clock,
            TransactionOperations transaction,
            ApplicationEventPublisher events) {
        this.relay = relay;
        this.settings = settings;
        this.clock = clock;
        this.transaction = transaction;
        this.events = events;
    }

    /**
     * Empties the queue of what is due now, or stops when the relay cannot be reached. While one thread does so, others
     * only leave word and go: a slow relay must not hold the threads of all jobs.
     */
    void empty(OutgoingQueue queue) {
        AtomicInteger asked = wanted.computeIfAbsent(queue, _ -> new AtomicInteger());
        if (asked.getAndIncrement() > 0) {
            return;
        }
        try {
            int seen;
            do {
                seen = asked.get();
                handOver(queue);
            } while (!asked.compareAndSet(seen, 0));
        } catch (RuntimeException e) {
            asked.set(0);
            throw e;
        }
    }

    private void handOver(OutgoingQueue queue) {
        DrainLanes.run(
                () -> new RelayLane(relay.open(), settings.envelopeFrom(), clock),
                (lane, all) -> kept(queue, lane, all));
    }

    /**
     * A disk that is full, or a database that goes away, loses only what is written last: that a mail left. So after such a loss
     * no mail leaves before as much was written for trial; otherwise each sweep would hand over the same mails again.
     */
    private boolean kept(OutgoingQueue queue, RelayLane lane, DrainLanes all) {
        if (unsure.contains(queue)) {
            if (!Rehearsal.passes(transaction, queue, BATCH, clock.instant())) {
                return false;
            }
            unsure.remove(queue);
        }
        try {
            return Boolean.TRUE.equals(transaction.execute(_ -> batch(queue, lane, all)));
        } catch (RuntimeException e) {
            unsure.add(queue);
            throw e;
        }
    }

    private boolean batch(OutgoingQueue queue, RelayLane lane, DrainLanes all) {
        Batch batch = queue.next(BATCH);
        List<Outgoing> mails = batch.mails();
        if (!mails.isEmpty()) {
            List<Outcome> outcomes = lane.send(mails, batch.found() == BATCH ? all::widen : () -> {});
            queue.record(outcomes);
            List<Bounce> bounces = Outcome.bounces(outcomes);
            if (!bounces.isEmpty()) {
                events.publishEvent(new MailsBounced(bounces));
            }
            if (outcomes.size() < mails.size() && lane.answered()) {
                all.widen();
            }
        }
        return batch.found() > 0;
    }
}
