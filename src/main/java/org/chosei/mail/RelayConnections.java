package org.chosei.mail;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.chosei.mail.wire.RelayResult;
import org.chosei.mail.wire.RelaySession;
import org.chosei.mail.wire.SmtpRelay;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A few connections to the relay that stay open for all batches of a drain, each with a thread of the system's own: every answer
 * that one waits for wakes it without a detour. The first mail of a drain goes alone: while the relay
 * cannot be reached, one failed connection is enough, and the rest of the batch waits without being tried.
 */
final class RelayConnections implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RelayConnections.class);
    private static final int CONNECTIONS = 4;

    private final List<RelaySession> sessions = new ArrayList<>();
    private final String envelopeFrom;
    private final InstantSource clock;
    private volatile RelayResult.@Nullable Deferred down;
    private boolean proved;

    RelayConnections(SmtpRelay relay, String envelopeFrom, InstantSource clock) {
        for (int i = 0; i < CONNECTIONS; i++) {
            sessions.add(relay.open());
        }
        this.envelopeFrom = envelopeFrom;
        this.clock = clock;
    }

    boolean reachable() {
        return down == null;
    }

    /** What came of each, in their order. */
    List<Outcome> send(List<Outgoing> mails) {
        var outcomes = new AtomicReferenceArray<@Nullable Outcome>(mails.size());
        int alone = proved ? 0 : 1;
        var next = new AtomicInteger(alone);
        if (alone == 1) {
            outcomes.set(0, send(sessions.getFirst(), mails.getFirst()));
            proved = reachable();
        }
        List<Thread> threads = new ArrayList<>();
        for (RelaySession session : sessions.subList(0, Math.min(CONNECTIONS, mails.size() - alone))) {
            threads.add(Thread.ofPlatform()
                    .daemon()
                    .name("relay-", threads.size())
                    .start(() -> {
                        for (int i = next.getAndIncrement(); i < mails.size(); i = next.getAndIncrement()) {
                            outcomes.set(i, send(session, mails.get(i)));
                        }
                    }));
        }
        threads.forEach(RelayConnections::await);
        List<Outcome> all = new ArrayList<>();
        for (int i = 0; i < mails.size(); i++) {
            all.add(Objects.requireNonNull(outcomes.get(i)));
        }
        return all;
    }

    private Outcome send(RelaySession session, Outgoing mail) {
        RelayResult.Deferred unreachable = down;
        RelayResult result = unreachable == null ? handOver(session, mail) : unreachable;
        if (result instanceof RelayResult.Deferred deferred && deferred.code() == 0) {
            down = deferred;
        }
        return Outcome.of(mail, result, clock.instant());
    }

    /** A mail that cannot be written must not stop the others; it is given up, and the ledger says so. */
    private RelayResult handOver(RelaySession session, Outgoing mail) {
        try {
            return session.send(envelopeFrom, mail.address(), mail.message().get());
        } catch (RuntimeException e) {
            LOG.error("Mail {} cannot be sent as it is", mail.id(), e);
            return new RelayResult.Rejected(
                    0, "cannot be written: " + e.getClass().getSimpleName());
        }
    }

    private static void await(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while mail was leaving; it will be sent again", e);
        }
    }

    @Override
    public void close() {
        sessions.forEach(RelaySession::close);
    }
}
