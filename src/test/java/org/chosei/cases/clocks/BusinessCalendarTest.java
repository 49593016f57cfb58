package org.chosei.cases.clocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.closures.Closure;
import org.junit.jupiter.api.Test;

class BusinessCalendarTest {
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final OrganisationId ANYBODY = new OrganisationId(new UUID(1, 2));
    private static final int CASES = 2_000;
    private static final long SEED = 20_261_128;

    private static Closure closed(LocalDate first, LocalDate last) {
        return new Closure(new UUID(3, 4), ANYBODY, first, last, Closure.Reason.OTHER);
    }

    private static Instant tokyo(String local) {
        return LocalDateTime.parse(local).atZone(TOKYO).toInstant();
    }

    @Test
    void receiptOverTheEndOfTheYearPassesOverHolidaysWeekendsAndClosures() {
        Set<LocalDate> holidays = Set.of(LocalDate.parse("2027-01-01"), LocalDate.parse("2027-01-11"));
        var csirt = closed(LocalDate.parse("2026-12-29"), LocalDate.parse("2027-01-03"));
        var calendar = new BusinessCalendar(TOKYO, holidays, List.of(csirt));
        assertThat(calendar.plusBusinessDays(tokyo("2026-12-25T17:00"), 5)).isEqualTo(tokyo("2027-01-07T17:00"));
        var vendor = closed(LocalDate.parse("2027-01-04"), LocalDate.parse("2027-01-05"));
        var both = new BusinessCalendar(TOKYO, holidays, List.of(csirt, vendor));
        assertThat(both.plusBusinessDays(tokyo("2026-12-25T17:00"), 5)).isEqualTo(tokyo("2027-01-12T17:00"));
    }

    @Test
    void theDayIsThatOfTheCsirtsZoneAndWhatBeginsAtTheWeekendHasTheWholeOfMonday() {
        var calendar = new BusinessCalendar(TOKYO, Set.of(), List.of());
        Instant saturdayInTokyo = Instant.parse("2026-11-27T16:00:00Z");
        assertThat(calendar.plusBusinessDays(saturdayInTokyo, 1)).isEqualTo(tokyo("2026-12-01T00:00"));
    }

    @Test
    void hoursByTheClockIgnoreEveryHolidayAndCalendarDaysDoToo() {
        var calendar = new BusinessCalendar(
                TOKYO, Set.of(), List.of(closed(LocalDate.parse("2026-01-01"), LocalDate.parse("2026-12-31"))));
        Instant friday = tokyo("2026-11-27T17:00");
        ClockRules rules = ClockRules.inForce();
        assertThat(rules.of(ClockKind.CVE_SHOULD).end(friday, calendar)).isEqualTo(friday.plus(Duration.ofHours(24)));
        assertThat(rules.of(ClockKind.CVE_MUST).end(friday, calendar)).isEqualTo(friday.plus(Duration.ofHours(72)));
        assertThat(rules.of(ClockKind.FIRST_CONTACT).end(friday, calendar)).isEqualTo(tokyo("2027-01-11T17:00"));
    }

    @Test
    void forAnyCalendarTheEndIsTheNthBusinessDayAndNoEarlierOneIs() {
        Random random = new Random(SEED);
        for (int i = 0; i < CASES; i++) {
            BusinessCalendar calendar = calendar(random);
            Instant from = instant(random);
            int days = random.nextInt(30);
            Instant end = calendar.plusBusinessDays(from, days);
            LocalDate first = from.atZone(TOKYO).toLocalDate();
            LocalDate last = end.atZone(TOKYO).toLocalDate();
            long counted = LongStream.rangeClosed(first.toEpochDay() + 1, last.toEpochDay())
                    .filter(day -> calendar.isBusinessDay(LocalDate.ofEpochDay(day)))
                    .count();
            boolean works = calendar.isBusinessDay(first);
            assertThat(counted).as("case %d", i).isEqualTo(works || days == 0 ? days : days + 1);
            assertThat(days == 0 || calendar.isBusinessDay(last))
                    .as("case %d", i)
                    .isTrue();
            assertThat(end.atZone(TOKYO).toLocalTime())
                    .isEqualTo(works || days == 0 ? from.atZone(TOKYO).toLocalTime() : LocalTime.MIDNIGHT);
        }
    }

    @Test
    void forAnyCalendarDaysAddUpAndLaterStartsEndNoEarlier() {
        Random random = new Random(SEED);
        for (int i = 0; i < CASES; i++) {
            BusinessCalendar calendar = calendar(random);
            Instant from = instant(random);
            int one = random.nextInt(15);
            int other = random.nextInt(15);
            assertThat(calendar.plusBusinessDays(calendar.plusBusinessDays(from, one), other))
                    .as("case %d", i)
                    .isEqualTo(calendar.plusBusinessDays(from, one + other));
            Instant later = from.plus(Duration.ofMinutes(random.nextInt(100_000)));
            assertThat(calendar.plusBusinessDays(later, one)).isAfterOrEqualTo(calendar.plusBusinessDays(from, one));
        }
    }

    @Test
    void forAnyCalendarOneMoreClosureNeverBringsTheEndNearer() {
        Random random = new Random(SEED);
        for (int i = 0; i < CASES; i++) {
            BusinessCalendar calendar = calendar(random);
            List<Closure> more = new ArrayList<>(calendar.closures());
            more.add(closure(random));
            var shorter = new BusinessCalendar(TOKYO, calendar.holidays(), more);
            Instant from = instant(random);
            assertThat(shorter.plusBusinessDays(from, 7)).isAfterOrEqualTo(calendar.plusBusinessDays(from, 7));
        }
    }

    @Test
    void yearsWithoutAnyHolidayAreNamed() {
        var calendar = new BusinessCalendar(TOKYO, Set.of(LocalDate.parse("2026-11-23")), List.of());
        assertThat(calendar.unknownYears(tokyo("2026-12-28T09:00"), tokyo("2027-01-06T09:00")))
                .containsExactly(2027);
    }

    private static BusinessCalendar calendar(Random random) {
        Set<LocalDate> holidays = new HashSet<>();
        for (int i = random.nextInt(40); i > 0; i--) {
            holidays.add(day(random));
        }
        List<Closure> closures = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            closures.add(closure(random));
        }
        return new BusinessCalendar(TOKYO, holidays, closures);
    }

    private static Closure closure(Random random) {
        LocalDate first = day(random);
        return closed(first, first.plusDays(random.nextInt(20)));
    }

    private static LocalDate day(Random random) {
        return LocalDate.parse("2026-01-01").plusDays(random.nextInt(500));
    }

    private static Instant instant(Random random) {
        return tokyo("2026-01-01T00:00").plus(Duration.ofMinutes(random.nextInt(600_000)));
    }
}
