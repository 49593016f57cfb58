package org.chosei.desk.timeline;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What happened on one day of the reader. */
public record TimelineDay(LocalDate date, List<TimelineEntry> entries) {
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("HH:mm:ss'Z'", Locale.ROOT);
    private static final DateTimeFormatter UTC_DAY = DateTimeFormatter.ofPattern("MM-dd HH:mm:ss'Z'", Locale.ROOT);

    /** In the order of the entries, which stay in theirs. */
    public static List<TimelineDay> of(List<TimelineEntry> entries, ZoneId zone) {
        List<TimelineDay> days = new ArrayList<>();
        for (TimelineEntry each : entries) {
            LocalDate date = LocalDate.ofInstant(each.at(), zone);
            if (days.isEmpty() || !days.getLast().date().equals(date)) {
                days.add(new TimelineDay(date, new ArrayList<>()));
            }
            days.getLast().entries().add(each);
        }
        return days;
    }

    /** Date and day of the week. */
    public String title(Locale locale) {
        return date + " (" + date.getDayOfWeek().getDisplayName(TextStyle.SHORT, locale) + ")";
    }

    /** The reader's time of day. */
    public String local(Instant at, ZoneId zone) {
        return SECOND.format(at.atZone(zone));
    }

    /** The same in UTC, with its day where that is another. */
    public String utc(Instant at) {
        boolean same = LocalDate.ofInstant(at, ZoneOffset.UTC).equals(date);
        return (same ? UTC : UTC_DAY).format(at.atOffset(ZoneOffset.UTC));
    }
}
