package org.chosei.cases.clocks;

import java.time.Duration;
import java.time.Instant;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;

/**
 * A clock of a case as it stands.
 *
 * @param start when it started, null when it has not or nobody recorded it
 * @param due when it ends, null as long as that is open
 * @param metAt when what it waits for happened
 * @param moved why its end is not what the rule says, sealed; null when it is
 */
public record Clock(
        ClockRule rule,
        @Nullable Instant start,
        @Nullable Instant due,
        @Nullable Instant metAt,
        @Nullable SealedId moved,
        ClockState state) {
    private static final Duration SOON = Duration.ofDays(3);
    private static final int PART = 4;

    /** What is measured. */
    public ClockKind kind() {
        return rule.kind();
    }

    /** One that nothing has started yet. */
    static Clock waiting(ClockRule rule) {
        return new Clock(rule, null, null, null, null, ClockState.WAITING);
    }

    /** One that runs or has run from start to end. */
    static Clock of(ClockRule rule, Instant start, Instant due, @Nullable Instant metAt, Instant now) {
        return new Clock(rule, start, due, metAt, null, state(rule, due, metAt, now));
    }

    /** A vendor's receipt of a notice that it sees since {@code given}, by its own business calendar. */
    public static Clock receipt(Instant given, BusinessCalendar calendar, @Nullable Instant receivedAt, Instant now) {
        ClockRule rule = ClockRules.inForce().of(ClockKind.RECEIPT);
        return of(rule, given, rule.end(given, calendar), receivedAt, now);
    }

    /** The same of a vendor that was given so many business days. */
    public static Clock receipt(
            Instant given, BusinessCalendar calendar, int days, @Nullable Instant receivedAt, Instant now) {
        return receipt(given, calendar.plusBusinessDays(given, days), receivedAt, now);
    }

    /** The same of a vendor that was asked for it until {@code due}. */
    public static Clock receipt(Instant given, Instant due, @Nullable Instant receivedAt, Instant now) {
        return of(ClockRules.inForce().of(ClockKind.RECEIPT), given, due, receivedAt, now);
    }

    /** The same with the reason for which its end was moved. */
    Clock movedFor(@Nullable SealedId reason) {
        return new Clock(rule, start, due, metAt, reason, state);
    }

    private static ClockState state(ClockRule rule, Instant due, @Nullable Instant metAt, Instant now) {
        if (metAt != null && !metAt.isAfter(now)) {
            return metAt.isAfter(due) ? ClockState.LATE : ClockState.MET;
        }
        if (now.isAfter(due)) {
            return ClockState.OVERDUE;
        }
        return Duration.between(now, due).compareTo(warning(rule)) < 0 ? ClockState.SOON : ClockState.RUNNING;
    }

    private static Duration warning(ClockRule rule) {
        return switch (rule.unit()) {
            case HOURS -> Duration.ofHours(rule.length()).dividedBy(PART);
            case CALENDAR_DAYS, BUSINESS_DAYS, INSTANT, AGREED -> SOON;
        };
    }

    /** An agreed end, which is over when it has come. */
    static Clock agreed(ClockRule rule, Instant until, @Nullable Instant endedAt, Instant now) {
        boolean over = endedAt != null || !now.isBefore(until);
        ClockState state = over ? ClockState.ENDED : state(rule, until, null, now);
        return new Clock(rule, null, until, over ? endedAt == null ? until : endedAt : null, null, state);
    }
}
