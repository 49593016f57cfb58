package org.chosei.distribution;

import java.util.Locale;

/** Where a wave, or a request for one, stands. Derived, never stored. */
public enum WaveState {
    /** Waits for another person's approval. */
    AWAITING,
    /** Was not approved before its instant: nothing happened. */
    LAPSED,
    REFUSED,
    WITHDRAWN,
    /** Planned; nobody sees anything yet. */
    AHEAD,
    /** Its instant has come. */
    BEGUN,
    CANCELLED,
    /** Cancelled because another wave with another instant took its place. */
    MOVED;

    /** Its words are {@code distribution.wave-state.KEY}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
