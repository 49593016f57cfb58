package org.chosei.cases.clocks;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Writes an iCalendar file (RFC 5545): UTC instants, escaped text, lines folded at 75 octets and never within a character,
 * CRLF. Equal events give equal bytes.
 */
public final class CalendarFile {
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);
    private static final int OCTETS = 75;

    private final StringBuilder out = new StringBuilder();

    private CalendarFile() {}

    /** A file with these events; {@code name} is what programs call the calendar, or empty. */
    public static byte[] of(String name, List<CalendarEvent> events) {
        return of(name, events, List.of());
    }

    /** The same, with whole days as well. */
    public static byte[] of(String name, List<CalendarEvent> events, List<CalendarDays> days) {
        CalendarFile file = new CalendarFile();
        file.line("BEGIN", "VCALENDAR");
        file.line("VERSION", "2.0");
        file.line("PRODID", "-//Chosei//Deadlines//EN");
        file.line("CALSCALE", "GREGORIAN");
        file.line("METHOD", "PUBLISH");
        if (!name.isEmpty()) {
            file.text("X-WR-CALNAME", name);
        }
        events.forEach(file::event);
        days.forEach(file::days);
        file.line("END", "VCALENDAR");
        return file.out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void event(CalendarEvent event) {
        begin(event.uid(), event.changedAt(), event.sequence());
        line("DTSTART", utc(event.at()));
        end(event.title(), event.address());
    }

    /** The end is the first day that is none of them. */
    private void days(CalendarDays days) {
        begin(days.uid(), days.changedAt(), 0);
        line("DTSTART;VALUE=DATE", DAY.format(days.first()));
        line("DTEND;VALUE=DATE", DAY.format(days.last().plusDays(1)));
        end(days.title(), days.address());
    }

    private void begin(String uid, Instant changedAt, int sequence) {
        line("BEGIN", "VEVENT");
        text("UID", uid);
        line("DTSTAMP", utc(changedAt));
        line("LAST-MODIFIED", utc(changedAt));
        line("SEQUENCE", String.valueOf(sequence));
    }

    private void end(String title, String address) {
        text("SUMMARY", title);
        line("CLASS", "CONFIDENTIAL");
        line("TRANSP", "TRANSPARENT");
        line("STATUS", "CONFIRMED");
        if (!address.isEmpty()) {
            line("URL", address);
        }
        line("END", "VEVENT");
    }

    private static String utc(Instant at) {
        return UTC.format(at.atOffset(ZoneOffset.UTC));
    }

    private void text(String name, String value) {
        line(
                name,
                value.replace("\\", "\\\\")
                        .replace(";", "\\;")
                        .replace(",", "\\,")
                        .replace("\r\n", "\n")
                        .replace('\r', '\n')
                        .replace("\n", "\\n"));
    }

    /** A fold is CRLF and a blank, which counts as the first octet of the next line (RFC 5545, 3.1). */
    private void line(String name, String value) {
        int octets = 0;
        for (int point : (name + ":" + value).codePoints().toArray()) {
            if (Character.isISOControl(point) && point != '\t') {
                continue;
            }
            String one = Character.toString(point);
            int size = one.getBytes(StandardCharsets.UTF_8).length;
            if (octets + size > OCTETS) {
                out.append("\r\n ");
                octets = 1;
            }
            out.append(one);
            octets += size;
        }
        out.append("\r\n");
    }
}
