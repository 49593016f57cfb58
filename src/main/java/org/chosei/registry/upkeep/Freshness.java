package org.chosei.registry.upkeep;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.chosei.registry.Contact.Role;
import org.jspecify.annotations.Nullable;

/**
 * How far an organisation's contacts can be relied on at an instant.
 *
 * @param confirmedAt when they were last known to be right: registered, changed with approval, confirmed, or a drill answered
 * @param staleSince since when that is too long ago; null while it is not
 * @param bouncing the contacts from which mail came back, with no confirmation and no other address since
 */
public record Freshness(Instant confirmedAt, @Nullable Instant staleSince, List<Bouncing> bouncing) {

    public Freshness {
        bouncing = List.copyOf(bouncing);
    }

    /**
     * A contact that mail did not reach.
     *
     * @param since when the first of it came back
     * @param reply why, in the words of the other side
     */
    public record Bouncing(Role role, Instant since, String reply) {}

    /** Since when the first of the contacts has been bouncing; null when none is. */
    public @Nullable Instant bouncingSince() {
        return bouncing.stream()
                .map(Bouncing::since)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }
}
