package org.chosei.mail;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chosei.mail.wire.RelayEnvelope;
import org.chosei.mail.wire.RelayReport;
import org.chosei.mail.wire.RelayResult;
import org.chosei.mail.wire.RelaySession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the relay, and the mails that leave over it one after the other. For one thread, but for
 * {@link #held}.
 */
final class RelayLane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RelayLane.class);
    /** So long are mails kept from others, and a withdrawal waiting; what is not handed over by then is let go. */
    private static final Duration BATCH = Duration.ofSeconds(2);
    /** A relay that hangs up in the middle of one mail may dislike that mail; after several in a row it dislikes us. */
    private static final int LOSSES_IN_A_ROW = 3;

    private final RelaySession session;
    private final String envelopeFrom;
    private final InstantSource clock;
    private volatile long mailSince = Long.MAX_VALUE;
    private int lost;
    private boolean over;

    RelayLane(RelaySession session, String envelopeFrom, InstantSource clock) {
        this.session = session;
        this.envelopeFrom = envelopeFrom;
        this.clock = clock;
    }

    /** Whether another batch is worth while. */
    boolean open() {
        return !over && session.reachable();
    }

    /** Whether the last mail got an answer, whichever. */
    boolean answered() {
        return lost == 0;
    }

    /** Whether one mail has been on its way for so long that this lane counts for nothing meanwhile. */
    boolean held() {
        long since = mailSince;
        return since != Long.MAX_VALUE && System.nanoTime() - since > BATCH.toNanos();
    }

    /**
     * What came of the first of them, in their order: of all, unless that takes too long or the connection breaks.
     *
     * @param first told when a relay took or refused the first one
     */
    List<Outcome> send(List<Outgoing> mails, Runnable first) {
        List<Outcome> outcomes = new ArrayList<>(mails.size());
        long begun = System.nanoTime();
        boolean more = true;
        for (int i = 0; i < mails.size() && more; i++) {
            RelayReport report = send(mails.get(i));
            RelayResult result = report.main();
            outcomes.add(Outcome.of(mails.get(i), report, clock.instant()));
            boolean slow = System.nanoTime() - begun > BATCH.toNanos();
            if (session.reachable()) {
                boolean broke = result instanceof RelayResult.Deferred(int code, String _) && code == 0;
                lost = broke ? lost + 1 : 0;
                over = broke && (slow || lost == LOSSES_IN_A_ROW);
                more = !broke && !slow && !Thread.currentThread().isInterrupted();
                if (i == 0 && !broke) {
                    first.run();
                }
            }
        }
        return outcomes;
    }

    private RelayReport send(Outgoing mail) {
        mailSince = System.nanoTime();
        try {
            return session.send(
                    new RelayEnvelope(envelopeFrom, mail.address(), mail.further(), mail.onlyEncrypted()),
                    mail.message().get());
        } catch (RuntimeException e) {
            // A mail that cannot be written must not stop the others; it is given up, and the ledger says so.
            LOG.error("Mail {} cannot be sent as it is", mail.id(), e);
            return new RelayReport(
                    new RelayResult.Rejected(
                            0, "cannot be written: " + e.getClass().getSimpleName()),
                    Map.of());
        } finally {
            mailSince = Long.MAX_VALUE;
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
