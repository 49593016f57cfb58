package org.chosei.cases.participants;

import java.time.Instant;
import java.util.Set;
import org.chosei.kernel.OrganisationId;
import org.jspecify.annotations.Nullable;

/**
 * An organisation that takes part, or did.
 *
 * @param number under which it keeps the case itself; empty if it told none
 * @param gone null while it takes part
 */
public record Participant(
        OrganisationId organisation,
        Set<ParticipantRole> roles,
        Instant joinedAt,
        String number,
        @Nullable Gone gone) {

    /**
     * That it takes part no more.
     *
     * @param left by itself, or removed
     * @param adheres what it said about keeping to the embargo; null if there was nothing to say
     */
    public record Gone(boolean left, Instant at, @Nullable Boolean adheres) {}

    /** Whether it takes part now. */
    public boolean present() {
        return gone == null;
    }
}
