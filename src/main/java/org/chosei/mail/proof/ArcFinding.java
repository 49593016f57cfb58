package org.chosei.mail.proof;

import java.util.List;

/**
 * What the chain of those who passed a mail on says (RFC 8617). Information for people: it tells who vouches, and nobody is
 * believed for it.
 *
 * @param sealers the domains that sealed, the first to pass it on first
 */
public record ArcFinding(State state, List<String> sealers) {
    static final ArcFinding NONE = new ArcFinding(State.NONE, List.of());

    public ArcFinding {
        sealers = List.copyOf(sealers);
    }

    /** What checking came to. */
    public enum State {
        NONE,
        /** Every seal holds, and the last one covers the mail as it came. */
        HOLDS,
        BROKEN,
        UNAVAILABLE
    }
}
