package org.chosei.desk.digest;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * In which hours somebody is told. Times of day are those of the zone, whatever the clocks there do.
 *
 * @param dailyAt when the daily mail comes
 * @param quietFrom from when on nothing comes; null for no quiet hours. They may go over midnight
 * @param quietUntil until when, exclusive
 * @param businessDays whether nothing comes on other days
 */
public record NoticeHours(
        LocalTime dailyAt,
        @Nullable LocalTime quietFrom,
        @Nullable LocalTime quietUntil,
        ZoneId zone,
        boolean businessDays) {
    /** What follows within this time is the same round of edits, and one mail. */
    static final Duration SETTLES = Duration.ofMinutes(2);

    /** A round that does not end is told of all the same. */
    static final Duration LONGEST = Duration.ofMinutes(10);

    /** Quiet hours and days off together never keep a mail back for longer than this many steps. */
    private static final int STEPS = 400;

    /**
     * When to tell.
     *
     * @param first when the first of it happened
     * @param last when the last of it happened
     * @param works whether a day is a business day
     * @return null for never
     */
    public @Nullable Instant due(Rhythm rhythm, Instant first, Instant last, Predicate<LocalDate> works) {
        return switch (rhythm) {
            case URGENT -> first;
            case INSTANT -> allowed(earlier(last.plus(SETTLES), first.plus(LONGEST)), works);
            case HOURLY ->
                allowed(
                        first.atZone(zone)
                                .truncatedTo(ChronoUnit.HOURS)
                                .plusHours(1)
                                .toInstant(),
                        works);
            case DAILY -> allowed(nextDaily(first), works);
            case NONE -> null;
        };
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private Instant nextDaily(Instant after) {
        LocalDate day = LocalDate.ofInstant(after, zone);
        Instant today = at(day, dailyAt);
        return today.isAfter(after) ? today : at(day.plusDays(1), dailyAt);
    }

    /** The first instant from this one on in which nothing keeps a mail back. */
    public Instant allowed(Instant from, Predicate<LocalDate> works) {
        Instant at = from;
        for (int step = 0; step < STEPS; step++) {
            Instant next = afterQuiet(afterDaysOff(at, works));
            if (next.equals(at)) {
                return at;
            }
            at = next;
        }
        return at;
    }

    private Instant afterDaysOff(Instant at, Predicate<LocalDate> works) {
        LocalDate day = LocalDate.ofInstant(at, zone);
        return !businessDays || works.test(day)
                ? at
                : at(day.plusDays(1), works.test(day.plusDays(1)) ? dailyAt : LocalTime.MIN);
    }

    private Instant afterQuiet(Instant at) {
        LocalTime from = quietFrom;
        LocalTime until = quietUntil;
        if (from == null || until == null || from.equals(until)) {
            return at;
        }
        LocalDateTime local = LocalDateTime.ofInstant(at, zone);
        LocalTime time = local.toLocalTime();
        boolean overMidnight = until.isBefore(from);
        boolean evening = !time.isBefore(from);
        boolean morning = time.isBefore(until);
        boolean quiet = overMidnight ? evening || morning : evening && morning;
        if (!quiet) {
            return at;
        }
        LocalDate day = overMidnight && evening ? local.toLocalDate().plusDays(1) : local.toLocalDate();
        Instant end = at(day, until);
        // an hour that comes twice ends for the second time
        return end.isAfter(at)
                ? end
                : ZonedDateTime.of(day, until, zone).withLaterOffsetAtOverlap().toInstant();
    }

    /** A time of day that the clocks skip is the moment in which they skip it. */
    private Instant at(LocalDate day, LocalTime time) {
        LocalDateTime local = day.atTime(time);
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        return change != null && change.isGap()
                ? change.getInstant()
                : local.atZone(zone).toInstant();
    }
}
