package org.chosei.mail;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * How much of the machine reading mails may take: the senders of those that arrive wait for an answer, people for pages. Two
 * are read at once; while others arrive only one, with a rest after it as long as the reading was, so that neither stands still.
 */
class ReadingTurns {
    private static final int ALL = 2;
    private static final long LONGEST_REST = TimeUnit.MILLISECONDS.toNanos(200);

    private final Semaphore turns = new Semaphore(ALL, true);
    private final BooleanSupplier arriving;

    ReadingTurns(BooleanSupplier arriving) {
        this.arriving = arriving;
    }

    /** Reads when it is its turn. */
    void take(Runnable reading) {
        int taken = arriving.getAsBoolean() ? ALL : 1;
        turns.acquireUninterruptibly(taken);
        try {
            long begun = System.nanoTime();
            reading.run();
            if (arriving.getAsBoolean()) {
                rest(System.nanoTime() - begun);
            }
        } finally {
            turns.release(taken);
        }
    }

    private static void rest(long nanoseconds) {
        try {
            TimeUnit.NANOSECONDS.sleep(Math.min(nanoseconds, LONGEST_REST));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
