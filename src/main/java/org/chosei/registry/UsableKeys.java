package org.chosei.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How many keys an organisation can be reached and believed with at an instant: proved, in use, and fit.
 *
 * @param count of both formats
 * @param forMail those that content is mailed to: OpenPGP
 * @param lastEnd when the last of them ends; null while one of them does not end, or there is none
 */
public record UsableKeys(int count, int forMail, @Nullable Instant lastEnd) {
    /** Nothing to reach it with. */
    public static final UsableKeys NONE = new UsableKeys(0, 0, null);

    UsableKeys and(boolean mail, @Nullable Instant end) {
        Instant later = count > 0 && lastEnd == null || end == null
                ? null
                : lastEnd == null || end.isAfter(lastEnd) ? end : lastEnd;
        return new UsableKeys(count + 1, forMail + (mail ? 1 : 0), later);
    }
}
