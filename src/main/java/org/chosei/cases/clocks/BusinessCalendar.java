package org.chosei.cases.clocks;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chosei.registry.closures.Closure;

/**
 * Which days are business days, and what time adds up to on them. A day is one of the CSIRT's zone. Saturdays, Sundays,
 * imported holidays and closures are no business days. Hours by the clock do not pass through here.
 *
 * @param closures of the CSIRT and of the organisation that is asked for something
 */
public record BusinessCalendar(ZoneId zone, Set<LocalDate> holidays, List<Closure> closures) {
    /** Nobody is closed for longer; a table that is wrong must not make a request run for ever. */
    private static final int MOST_DAYS = 3_660;

    public BusinessCalendar {
        holidays = Set.copyOf(holidays);
        closures = List.copyOf(closures);
    }

    /** Whether work is done on that day. */
    public boolean isBusinessDay(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY
                && day.getDayOfWeek() != DayOfWeek.SUNDAY
                && !holidays.contains(day)
                && closures.stream().noneMatch(closure -> closure.covers(day));
    }

    /**
     * The same time of day on the {@code days}th business day after that of {@code from}. What begins on a day that is no
     * business day counts from the first moment of the next one, so that whoever is asked has the whole of each day, and
     * what begins later never ends earlier. With 0 days it is {@code from} itself.
     */
    public Instant plusBusinessDays(Instant from, int days) {
        if (days < 0) {
            throw new IllegalArgumentException("days go forward: " + days);
        }
        ZonedDateTime at = from.atZone(zone);
        if (days > 0 && !isBusinessDay(at.toLocalDate())) {
            at = nextBusinessDay(at).toLocalDate().atStartOfDay(zone);
        }
        for (int left = days; left > 0; left--) {
            at = nextBusinessDay(at);
        }
        return at.toInstant();
    }

    private ZonedDateTime nextBusinessDay(ZonedDateTime after) {
        for (int ahead = 1; ahead < MOST_DAYS; ahead++) {
            ZonedDateTime day = after.plusDays(ahead);
            if (isBusinessDay(day.toLocalDate())) {
                return day;
            }
        }
        throw new IllegalStateException("no business day within ten years after " + after);
    }

    /** The same time of day so many days later, whatever days they are. */
    public Instant plusDays(Instant from, int days) {
        return from.atZone(zone).plusDays(days).toInstant();
    }

    /** The years from that of {@code from} to that of {@code until} of which no holiday is known. */
    public List<Integer> unknownYears(Instant from, Instant until) {
        Set<Integer> known = holidays.stream().map(LocalDate::getYear).collect(Collectors.toSet());
        return IntStream.rangeClosed(
                        from.atZone(zone).getYear(), until.atZone(zone).getYear())
                .filter(year -> !known.contains(year))
                .boxed()
                .toList();
    }
}
