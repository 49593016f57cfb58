package org.chosei.mail.wire;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Cuts a connection whose peer lets us wait too long, wherever that is: a byte now and then is no answer, and a peer that reads
 * nothing stops us in a write, which sockets put no limit to.
 */
final class RelayPatience implements AutoCloseable {
    private static final long LOOK_MS = 250;
    private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("relay-patience").factory());

    private final Socket socket;
    private final ScheduledFuture<?> looking;
    private volatile long until = Long.MAX_VALUE;
    private volatile boolean over;

    RelayPatience(Socket socket) {
        this.socket = socket;
        this.looking = CLOCK.scheduleWithFixedDelay(this::look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
    }

    /** From now on, what comes next may take so long. */
    void of(Duration span) {
        until = System.nanoTime() + span.toNanos();
    }

    /** Nothing is waited for. */
    void rest() {
        until = Long.MAX_VALUE;
    }

    /** Whether it is over: then the connection is cut. */
    boolean over() {
        return over;
    }

    private void look() {
        long end = until;
        if (end != Long.MAX_VALUE && System.nanoTime() - end > 0) {
            over = true;
            try {
                socket.close();
            } catch (IOException e) {
                // Whoever waits for it notices.
            }
        }
    }

    @Override
    public void close() {
        looking.cancel(false);
    }
}
