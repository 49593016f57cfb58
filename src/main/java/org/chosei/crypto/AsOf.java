package org.chosei.crypto;

import java.time.Instant;

/**
 * An instant that remembers what it was compared with. Whoever asks it alone whether times have come gets the same answers, and
 * so comes to the same judgement, at every other instant of the same {@link Span}. For one thread.
 */
final class AsOf {
    private final Instant at;
    private Instant from = Instant.MIN;
    private Instant until = Instant.MAX;

    AsOf(Instant at) {
        this.at = at;
    }

    /** Instants that lie alike to all that was asked: {@code from} is the first, {@code until} the first that does not. */
    record Span(Instant from, Instant until) {
        boolean contains(Instant at) {
            return !at.isBefore(from) && at.isBefore(until);
        }
    }

    /** Whether this time has come. */
    boolean reached(Instant time) {
        if (at.isBefore(time)) {
            until = time.isBefore(until) ? time : until;
            return false;
        }
        from = time.isAfter(from) ? time : from;
        return true;
    }

    Span span() {
        return new Span(from, until);
    }
}
