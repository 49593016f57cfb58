package org.chosei.desk.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.TimelineFilter;
import org.junit.jupiter.api.Test;

/** Days are the reader's, and UTC stands beside. */
class TimelineDayTest {
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    private static TimelineEntry at(String instant) {
        return new TimelineEntry(
                "1",
                "0123456789ab",
                Instant.parse(instant),
                "Cora",
                true,
                Door.WEB,
                "case.opened",
                TimelineGroup.CASE,
                List.of(),
                List.of(),
                "");
    }

    @Test
    void oneInstantIsOnAnotherDayInAnotherZone() {
        List<TimelineEntry> entries = List.of(at("2026-07-14T14:59:59Z"), at("2026-07-14T15:00:00Z"));
        assertThat(TimelineDay.of(entries, TOKYO))
                .extracting(TimelineDay::date)
                .containsExactly(LocalDate.of(2026, 7, 14), LocalDate.of(2026, 7, 15));
        assertThat(TimelineDay.of(entries, ZoneOffset.UTC)).hasSize(1);
    }

    @Test
    void utcCarriesItsDayWhereItIsNotTheReaders() {
        TimelineDay day =
                TimelineDay.of(List.of(at("2026-07-14T15:00:00Z")), TOKYO).getFirst();
        assertThat(day.local(Instant.parse("2026-07-14T15:00:00Z"), TOKYO)).isEqualTo("00:00:00");
        assertThat(day.utc(Instant.parse("2026-07-14T15:00:00Z"))).isEqualTo("07-14 15:00:00Z");
        assertThat(day.utc(Instant.parse("2026-07-15T03:00:00Z"))).isEqualTo("03:00:00Z");
        assertThat(day.title(Locale.JAPANESE)).isEqualTo("2026-07-15 (水)");
    }

    @Test
    void theDaysOfAFilterAreThoseOfTheReaderTheLastOneIncluded() {
        TimelineFilter filter = typed("2026-07-14", "2026-07-15").filter(null, TOKYO);
        assertThat(filter.from()).isEqualTo("2026-07-13T15:00:00Z");
        assertThat(filter.until()).isEqualTo("2026-07-15T15:00:00Z");
    }

    @Test
    void aDayThatIsNoneIsNamedAtItsFieldAndNarrowsNothing() {
        TypedFilter typed = typed("yesterday", "2026-02-30");
        assertThat(typed.problems()).extracting(Refusal.Invalid::field).containsExactly("since", "until");
        assertThat(typed.filter(null, TOKYO).from()).isNull();
        assertThat(typed.since()).isEqualTo("yesterday");
    }

    private static TypedFilter typed(String since, String until) {
        return new TypedFilter(List.of(), "", since, until, "");
    }
}
