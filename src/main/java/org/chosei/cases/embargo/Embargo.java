package org.chosei.cases.embargo;

import java.time.Instant;
import java.time.ZonedDateTime;

/**
 * The embargo of a case (Vultron's EM machine; proposals and revisions join it later). Steps exist only where legal: none
 * can be confirmed into an active one, an active one ends, an ended one does nothing more.
 */
public sealed interface Embargo {

    /** No embargo was agreed. */
    record None() implements Embargo {
        public Active confirm(ZonedDateTime until) {
            return new Active(until);
        }
    }

    /** In force until an instant that keeps the zone in which it was agreed. */
    record Active(ZonedDateTime until) implements Embargo {
        public boolean holdsAt(Instant at) {
            return at.isBefore(until.toInstant());
        }

        public Ended end(Instant at) {
            return new Ended(until, at);
        }
    }

    /** Over: by publication, by its end, or early. */
    record Ended(ZonedDateTime until, Instant endedAt) implements Embargo {}
}
