package org.chosei.identity;

import java.time.Instant;
import java.util.UUID;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;

/**
 * One way back into an account, as staff see it.
 *
 * @param startedBy as {@code Scope.actor()} writes it, like {@code decidedBy}
 * @param confirmed null while nobody has decided
 * @param expires until when the link works; null unless confirmed
 */
public record Recovery(
        UUID id,
        PersonId person,
        String name,
        String email,
        OrganisationId organisation,
        SealedId reason,
        SealedId recognised,
        Instant startedAt,
        String startedBy,
        @Nullable Boolean confirmed,
        @Nullable Instant decidedAt,
        @Nullable String decidedBy,
        @Nullable Instant expires,
        @Nullable Instant usedAt) {

    /** Where it stands. */
    public enum State {
        /** Another one of the staff has to confirm it. */
        WAITS,
        CALLED_OFF,
        /** The link is on its way and was not used yet. */
        SENT,
        USED,
        EXPIRED
    }

    /** Where it stands at this instant. A link that a newer one replaced still counts as sent until it expires. */
    public State state(Instant now) {
        if (confirmed == null) {
            return State.WAITS;
        }
        if (expires == null) {
            return State.CALLED_OFF;
        }
        if (usedAt != null) {
            return State.USED;
        }
        return expires.isAfter(now) ? State.SENT : State.EXPIRED;
    }
}
