package org.chosei.distribution.asks;

import java.time.Duration;
import java.time.Instant;
import org.chosei.cases.clocks.ClockState;
import org.jspecify.annotations.Nullable;

/**
 * One step of what a vendor is asked.
 *
 * @param due by when
 * @param metAt when it did what is asked; null while it has not
 * @param how by what: said, telephone, answer; empty where the step itself says it
 * @param needed false for fix and date of a vendor that is not affected
 */
public record Ask(Step step, Instant due, @Nullable Instant metAt, String how, boolean needed) {
    private static final Duration SOON = Duration.ofDays(3);

    /** Whether nothing is asked any more. */
    public boolean over() {
        return metAt != null || !needed;
    }

    /** How its deadline stands. */
    public ClockState state(Instant now) {
        if (!needed) {
            return ClockState.ENDED;
        }
        if (metAt != null) {
            return metAt.isAfter(due) ? ClockState.LATE : ClockState.MET;
        }
        if (now.isAfter(due)) {
            return ClockState.OVERDUE;
        }
        return Duration.between(now, due).compareTo(SOON) < 0 ? ClockState.SOON : ClockState.RUNNING;
    }
}
