package org.chosei.cases.clocks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalendarFileTest {
    private static final Instant AT = Instant.parse("2026-12-01T08:00:00.123Z");
    private static final Instant STAMP = Instant.parse("2026-11-28T00:00:00Z");

    private static CalendarEvent event(String title) {
        return new CalendarEvent("embargo-1@csirt.example", title, "https://csirt.example/cases/1", AT, 3, STAMP);
    }

    @Test
    void eventIsAnInstantInUtcWithIdSequenceAndTitle() {
        byte[] file = CalendarFile.of("Chosei 期限", List.of(event("CHS-2026-00012: embargo ends")));
        assertThat(ICalendar.events(file))
                .singleElement()
                .satisfies(event -> assertThat(event)
                        .containsEntry("UID", "embargo-1@csirt.example")
                        .containsEntry("DTSTART", "20261201T080000Z")
                        .containsEntry("DTSTAMP", "20261128T000000Z")
                        .containsEntry("SEQUENCE", "3")
                        .containsEntry("SUMMARY", "CHS-2026-00012: embargo ends")
                        .containsEntry("URL", "https://csirt.example/cases/1"));
    }

    @Test
    void textOfAnyLengthAndSignsComesBackAsItWas() {
        Random random = new Random(5545);
        String alphabet = "ab ,;:\\\n\"公表待機期限𠮷😀é";
        int[] signs = alphabet.codePoints().toArray();
        for (int i = 0; i < 500; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(200); length >= 0; length--) {
                text.appendCodePoint(signs[random.nextInt(signs.length)]);
            }
            List<Map<String, String>> read = ICalendar.events(CalendarFile.of("", List.of(event(text.toString()))));
            assertThat(read.getFirst().get("SUMMARY")).as("case %d", i).isEqualTo(text.toString());
        }
    }

    @Test
    void controlsCannotEndALine() {
        byte[] file = CalendarFile.of("", List.of(event("a\r\nATTENDEE:mailto:x@y\u0000\u000bz")));
        assertThat(ICalendar.events(file).getFirst()).containsEntry("SUMMARY", "a\nATTENDEE:mailto:x@yz");
    }

    @Test
    void equalEventsGiveEqualBytes() {
        assertThat(CalendarFile.of("", List.of(event("x")))).isEqualTo(CalendarFile.of("", List.of(event("x"))));
        assertThat(new String(CalendarFile.of("", List.of()), UTF_8)).startsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n");
    }
}
