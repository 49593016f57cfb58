package org.chosei.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waiting for what happens on its own: mail that arrives, an instant that comes. */
final class Wait {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private Wait() {}

    /** Looks again and again until there is something; gives up after a minute. */
    static <T> T until(String what, Supplier<Optional<T>> look) {
        Instant end = Instant.now().plus(LONGEST);
        while (true) {
            Optional<T> found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            StepFailed.unless(Instant.now().isBefore(end), "waited %d s in vain for %s", LONGEST.toSeconds(), what);
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Returns not before this instant. */
    static void untilAfter(Instant instant) {
        while (Instant.now().isBefore(instant)) {
            LockSupport.parkNanos(
                    Math.max(1, Duration.between(Instant.now(), instant).toNanos()));
        }
    }
}
