package org.chosei.cases.clocks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads an iCalendar file by the letter of RFC 5545, and fails on whatever programs would have to forgive. */
public final class ICalendar {
    private static final Pattern LINE = Pattern.compile("([A-Z][A-Z0-9-]*(?:;VALUE=DATE)?):(.*)");
    private static final Pattern UTC = Pattern.compile("[0-9]{8}T[0-9]{6}Z");
    private static final Pattern DAY = Pattern.compile("[0-9]{8}");
    private static final int OCTETS = 75;

    private ICalendar() {}

    /** The events, each as its properties; text is unescaped. */
    public static List<Map<String, String>> events(byte[] file) {
        List<Map<String, String>> events = new ArrayList<>();
        List<String> lines = lines(file);
        assertThat(lines.getFirst()).isEqualTo("BEGIN:VCALENDAR");
        assertThat(lines.getLast()).isEqualTo("END:VCALENDAR");
        assertThat(lines).contains("VERSION:2.0").anyMatch(line -> line.startsWith("PRODID:"));
        @Nullable Map<String, String> event = null;
        for (String line : lines.subList(1, lines.size() - 1)) {
            Matcher property = LINE.matcher(line);
            assertThat(property.matches()).as(line).isTrue();
            if (line.equals("BEGIN:VEVENT")) {
                assertThat(event).as("an event within an event").isNull();
                event = new LinkedHashMap<>();
            } else if (line.equals("END:VEVENT")) {
                Map<String, String> ended = Objects.requireNonNull(event, "no event to end");
                check(ended);
                events.add(ended);
                event = null;
            } else if (event != null) {
                boolean text = property.group(1).matches("UID|SUMMARY");
                String value = text ? unescaped(property.group(2)) : property.group(2);
                assertThat(event.put(property.group(1), value))
                        .as("twice: " + line)
                        .isNull();
            }
        }
        assertThat(event).isNull();
        assertThat(events).extracting(each -> each.get("UID")).doesNotHaveDuplicates();
        return events;
    }

    private static void check(Map<String, String> event) {
        assertThat(event).containsKeys("UID", "DTSTAMP", "SUMMARY", "SEQUENCE");
        boolean days = event.containsKey("DTSTART;VALUE=DATE");
        for (String instant :
                days ? List.of("DTSTAMP", "LAST-MODIFIED") : List.of("DTSTAMP", "DTSTART", "LAST-MODIFIED")) {
            assertThat(event.get(instant)).matches(UTC);
        }
        if (days) {
            assertThat(event.get("DTSTART;VALUE=DATE")).matches(DAY);
            assertThat(event.get("DTEND;VALUE=DATE")).matches(DAY).isGreaterThan(event.get("DTSTART;VALUE=DATE"));
        }
        assertThat(event.get("SEQUENCE")).matches("0|[1-9][0-9]*");
    }

    private static String unescaped(String value) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            assertThat(c).as("unescaped in " + value).isNotIn(',', ';');
            if (c != '\\') {
                text.append(c);
                continue;
            }
            i++;
            text.append(
                    switch (value.charAt(i)) {
                        case '\\', ',', ';' -> value.charAt(i);
                        case 'n', 'N' -> '\n';
                        default -> throw new AssertionError("no such escape in " + value);
                    });
        }
        return text.toString();
    }

    /** Content lines: each physical line is whole UTF-8 of at most 75 octets and ends with CRLF. */
    private static List<String> lines(byte[] file) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < file.length; i++) {
            if (file[i] != '\n') {
                assertThat(file[i] >= 0 && file[i] < ' ' && file[i] != '\r')
                        .as("a control")
                        .isFalse();
                continue;
            }
            assertThat(i > start && file[i - 1] == '\r').as("CRLF").isTrue();
            assertThat(i - 1 - start).as("octets of a line").isLessThanOrEqualTo(OCTETS);
            String line = decoded(file, start, i - 1 - start);
            if (line.startsWith(" ") || line.startsWith("\t")) {
                lines.add(lines.removeLast() + line.substring(1));
            } else {
                lines.add(line);
            }
            start = i + 1;
        }
        assertThat(start).as("the last line ends").isEqualTo(file.length);
        return lines;
    }

    private static String decoded(byte[] file, int from, int length) {
        try {
            return UTF_8.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(file, from, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new AssertionError("a line that breaks a character", e);
        }
    }
}
