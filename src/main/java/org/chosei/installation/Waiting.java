package org.chosei.installation;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Polls what another process or thread does, up to a deadline. */
public final class Waiting {
    private static final Duration STEP = Duration.ofMillis(10);

    private Waiting() {}

    /** True as soon as it is done, false when patience ran out or the thread was interrupted. */
    public static boolean until(Duration patience, BooleanSupplier done) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            try {
                Thread.sleep(STEP);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
