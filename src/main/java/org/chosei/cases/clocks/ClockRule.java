package org.chosei.cases.clocks;

import java.time.Duration;
import java.time.Instant;

/**
 * What starts a clock and when it ends.
 *
 * @param letter by which the clocks of a case are known, or empty
 * @param length in units; 0 where the end is the start, or is agreed
 * @param source whose rule it is; its words are {@code deadlines.source.SOURCE}
 */
public record ClockRule(ClockKind kind, String letter, Start starts, int length, Unit unit, Source source) {

    /** What starts it. */
    public enum Start {
        FIRST_ATTEMPT,
        ACCEPTANCE,
        FIRST_WAVE,
        AGREEMENT,
        PUBLICATION,
        NOTICE
    }

    /** How its length is counted. */
    public enum Unit {
        /** Wall-clock hours, which know no weekend. */
        HOURS,
        CALENDAR_DAYS,
        BUSINESS_DAYS,
        /** An instant by itself. */
        INSTANT,
        /** As the parties agreed. */
        AGREED
    }

    /** Whose rule it is. */
    public enum Source {
        GUIDELINE,
        STATISTICS,
        PARTNER,
        CNA_RULES,
        PRACTICE
    }

    /** When it ends if it starts at {@code start}. */
    public Instant end(Instant start, BusinessCalendar calendar) {
        return switch (unit) {
            case HOURS -> start.plus(Duration.ofHours(length));
            case CALENDAR_DAYS -> calendar.plusDays(start, length);
            case BUSINESS_DAYS -> calendar.plusBusinessDays(start, length);
            case INSTANT, AGREED -> start;
        };
    }
}
