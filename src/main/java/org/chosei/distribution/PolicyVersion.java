package org.chosei.distribution;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version of the policy with how it came to hold.
 *
 * @param madeAt when it was made, or loaded when it was shipped
 * @param madeBy as {@code Scope.actor()} writes it; null for a shipped one
 * @param enacted each time it was put in force by a person, newest first
 */
public record PolicyVersion(
        Policy policy, Instant madeAt, @Nullable String madeBy, List<Enactment> enacted) {

    /** That a person put a version in force. */
    public record Enactment(Instant at, String by, String reason) {}

    /** Whether it came with the program. */
    public boolean shipped() {
        return madeBy == null;
    }
}
