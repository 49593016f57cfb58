package org.chosei.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How many keys an organisation can be reached and believed with at an instant: proved, in use, and fit.
 *
 * @param count of both formats
 * @param lastEnd when the last of them ends; null while one of them does not end, or there is none
 */
public record UsableKeys(int count, @Nullable Instant lastEnd) {
    /** Nothing to reach it with. */
    public static final UsableKeys NONE = new UsableKeys(0, null);

    UsableKeys and(@Nullable Instant end) {
        Instant later = count > 0 && lastEnd == null || end == null
                ? null
                : lastEnd == null || end.isAfter(lastEnd) ? end : lastEnd;
        return new UsableKeys(count + 1, later);
    }
}
