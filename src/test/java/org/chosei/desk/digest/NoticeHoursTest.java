package org.chosei.desk.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** When somebody is told, over quiet hours, days off, midnight and clocks that are changed. */
class NoticeHoursTest {
    private static final Predicate<LocalDate> ALWAYS = _ -> true;
    private static final Predicate<LocalDate> WEEKDAYS =
            day -> day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;

    private static NoticeHours quiet(String zone, String from, String until) {
        return new NoticeHours(
                LocalTime.of(9, 0), LocalTime.parse(from), LocalTime.parse(until), ZoneId.of(zone), false);
    }

    private static NoticeHours open(String zone) {
        return new NoticeHours(LocalTime.of(9, 0), null, null, ZoneId.of(zone), false);
    }

    private static Instant at(String instant) {
        return Instant.parse(instant);
    }

    @Test
    void aRoundOfEditsIsOneMailTwoMinutesAfterTheLastAndTenAfterTheFirstAtTheLatest() {
        NoticeHours hours = open("Asia/Tokyo");
        assertThat(hours.due(Rhythm.INSTANT, at("2026-07-14T01:00:00Z"), at("2026-07-14T01:03:00Z"), ALWAYS))
                .isEqualTo("2026-07-14T01:05:00Z");
        assertThat(hours.due(Rhythm.INSTANT, at("2026-07-14T01:00:00Z"), at("2026-07-14T01:09:30Z"), ALWAYS))
                .isEqualTo("2026-07-14T01:10:00Z");
    }

    @Test
    void hourlyIsTheNextFullHourAndDailyTheNextTimeOfTheDailyMail() {
        NoticeHours hours = open("Asia/Tokyo");
        Instant happened = at("2026-07-14T01:20:00Z");
        assertThat(hours.due(Rhythm.HOURLY, happened, happened, ALWAYS)).isEqualTo("2026-07-14T02:00:00Z");
        assertThat(hours.due(Rhythm.DAILY, happened, happened, ALWAYS)).isEqualTo("2026-07-15T00:00:00Z");
        assertThat(hours.due(Rhythm.DAILY, at("2026-07-13T23:59:59Z"), happened, ALWAYS))
                .isEqualTo("2026-07-14T00:00:00Z");
    }

    @Test
    void quietHoursGoOverMidnightInTokyo() {
        NoticeHours hours = quiet("Asia/Tokyo", "20:00", "08:00");
        assertThat(hours.allowed(at("2026-07-14T10:59:59Z"), ALWAYS)).isEqualTo("2026-07-14T10:59:59Z");
        assertThat(hours.allowed(at("2026-07-14T11:00:00Z"), ALWAYS)).isEqualTo("2026-07-14T23:00:00Z");
        assertThat(hours.allowed(at("2026-07-14T14:59:59Z"), ALWAYS)).isEqualTo("2026-07-14T23:00:00Z");
        assertThat(hours.allowed(at("2026-07-14T15:00:00Z"), ALWAYS)).isEqualTo("2026-07-14T23:00:00Z");
        assertThat(hours.allowed(at("2026-07-14T23:00:00Z"), ALWAYS)).isEqualTo("2026-07-14T23:00:00Z");
    }

    @Test
    void aDailyMailAtMidnightInTokyoBelongsToTheDayThatBegins() {
        NoticeHours hours = new NoticeHours(LocalTime.MIDNIGHT, null, null, ZoneId.of("Asia/Tokyo"), false);
        assertThat(hours.due(Rhythm.DAILY, at("2026-07-14T14:59:59Z"), at("2026-07-14T14:59:59Z"), ALWAYS))
                .isEqualTo("2026-07-14T15:00:00Z");
        assertThat(hours.due(Rhythm.DAILY, at("2026-07-14T15:00:00Z"), at("2026-07-14T15:00:00Z"), ALWAYS))
                .isEqualTo("2026-07-15T15:00:00Z");
    }

    @Test
    void quietHoursThatEndInASkippedHourEndInTheMomentInWhichItIsSkipped() {
        // in Berlin 02:00 is followed by 03:00 on 29 March 2026
        NoticeHours hours = quiet("Europe/Berlin", "22:00", "02:30");
        assertThat(hours.allowed(at("2026-03-28T23:00:00Z"), ALWAYS)).isEqualTo("2026-03-29T01:00:00Z");
    }

    @Test
    void aNightIsAnHourShorterOrLongerByTheClocksAndNotByTheHoursCounted() {
        NoticeHours hours = quiet("Europe/Berlin", "22:00", "07:00");
        assertThat(hours.allowed(at("2026-03-28T21:00:00Z"), ALWAYS)).isEqualTo("2026-03-29T05:00:00Z");
        assertThat(hours.allowed(at("2026-10-24T20:00:00Z"), ALWAYS)).isEqualTo("2026-10-25T06:00:00Z");
    }

    @Test
    void quietHoursThatEndInAnHourThatComesTwiceLetNothingThroughTheSecondTime() {
        // in New York 01:59:59 is followed by 01:00 on 1 November 2026
        NoticeHours hours = quiet("America/New_York", "22:00", "01:30");
        assertThat(hours.allowed(at("2026-11-01T05:10:00Z"), ALWAYS)).isEqualTo("2026-11-01T05:30:00Z");
        assertThat(hours.allowed(at("2026-11-01T06:10:00Z"), ALWAYS)).isEqualTo("2026-11-01T06:30:00Z");
    }

    @Test
    void onDaysOffNothingComesBeforeTheDailyTimeOfTheNextBusinessDay() {
        NoticeHours hours = new NoticeHours(LocalTime.of(9, 0), null, null, ZoneId.of("Asia/Tokyo"), true);
        // Friday 18:00, Saturday 10:00 and Monday 10:00 in Tokyo
        assertThat(hours.allowed(at("2026-07-17T09:00:00Z"), WEEKDAYS)).isEqualTo("2026-07-17T09:00:00Z");
        assertThat(hours.allowed(at("2026-07-18T01:00:00Z"), WEEKDAYS)).isEqualTo("2026-07-20T00:00:00Z");
        assertThat(hours.allowed(at("2026-07-20T01:00:00Z"), WEEKDAYS)).isEqualTo("2026-07-20T01:00:00Z");
    }

    @Test
    void quietHoursOfAFridayNightEndOnMonday() {
        NoticeHours hours = new NoticeHours(
                LocalTime.of(7, 30), LocalTime.of(20, 0), LocalTime.of(8, 0), ZoneId.of("Asia/Tokyo"), true);
        assertThat(hours.allowed(at("2026-07-17T12:00:00Z"), WEEKDAYS)).isEqualTo("2026-07-19T23:00:00Z");
    }

    @Test
    void whatIsUrgentWaitsForNothing() {
        NoticeHours hours = new NoticeHours(
                LocalTime.of(9, 0), LocalTime.of(20, 0), LocalTime.of(8, 0), ZoneId.of("Asia/Tokyo"), true);
        Instant saturdayNight = at("2026-07-18T15:00:00Z");
        assertThat(hours.due(Rhythm.URGENT, saturdayNight, saturdayNight, WEEKDAYS))
                .isEqualTo(saturdayNight);
        assertThat(hours.due(Rhythm.NONE, saturdayNight, saturdayNight, WEEKDAYS))
                .isNull();
    }
}
