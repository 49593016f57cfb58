package org.chosei.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.jspecify.annotations.Nullable;

/**
 * The lanes of one emptying, side by side, each with a thread of the system's own: every answer that it waits for wakes it
 * without a detour. The first begins alone: while the relay cannot be reached, one failed connection is enough, and few mails need
 * no more. A lane that one mail holds up is made good by another.
 */
final class DrainLanes {
    private static final int USUAL = 5;
    /** Each takes a connection to the database from those that pages need. */
    private static final int MOST = 8;

    private static final long LOOK_MS = 500;

    /** Hands over one batch on a lane; false when nothing is due. */
    interface Work {
        boolean batch(RelayLane lane, DrainLanes all);
    }

    private final Executor threads;
    private final Supplier<RelayLane> open;
    private final Work work;
    private final List<RelayLane> running = new ArrayList<>();
    private boolean widened;
    private @Nullable RuntimeException failure;

    private DrainLanes(Executor threads, Supplier<RelayLane> open, Work work) {
        this.threads = threads;
        this.open = open;
        this.work = work;
    }

    /** Works until nothing is due, or the relay cannot be reached. */
    static void run(Supplier<RelayLane> open, Work work) {
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().daemon().name("relay-", 0).factory())) {
            try {
                new DrainLanes(threads, open, work).run();
            } catch (InterruptedException e) {
                threads.shutdownNow();
                Thread.currentThread().interrupt();
                throw new IllegalStateException("stopped while mail was leaving; it will be sent again", e);
            }
        }
    }

    private synchronized void run() throws InterruptedException {
        start();
        while (!running.isEmpty()) {
            wait(LOOK_MS);
            long held = running.stream().filter(RelayLane::held).count();
            if (held > 0 && running.size() - held < USUAL && running.size() < MOST) {
                start();
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** There is a relay, and more to hand over than one connection should. */
    synchronized void widen() {
        while (!widened && running.size() < USUAL) {
            start();
        }
        widened = true;
    }

    private synchronized void start() {
        RelayLane lane = open.get();
        running.add(lane);
        threads.execute(() -> Scopes.as(new Scope.System(Purpose.MAIL_OUT), () -> carry(lane)));
    }

    private void carry(RelayLane lane) {
        try (lane) {
            boolean more = true;
            while (more && lane.open()) {
                more = work.batch(lane, this);
            }
        } catch (RuntimeException e) {
            failed(e);
        } finally {
            ended(lane);
        }
    }

    private synchronized void failed(RuntimeException thrown) {
        failure = failure == null ? thrown : failure;
    }

    private synchronized void ended(RelayLane lane) {
        running.remove(lane);
        notifyAll();
    }
}
