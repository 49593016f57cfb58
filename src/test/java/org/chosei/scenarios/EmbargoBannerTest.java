package org.chosei.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.chosei.cases.CoordinatedCase;
import org.chosei.testing.Browser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The banner of an embargo is the same instant for every reader, in the reader's own zone and language. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbargoBannerTest {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final Play play = new Play();

    @AfterAll
    void stop() {
        play.close();
    }

    private static void lives(Browser who, String name, String zone, String language) {
        assertThat(who.post("/account", "name", name, "language", language, "zone", zone)
                        .status())
                .isEqualTo(303);
    }

    private static String banner(Browser who, String page) {
        return who.get(page).html().expectFirst(".embargo").text();
    }

    @Test
    void inThreeZonesAndBothLanguagesItNamesTheSameInstantWithUtcAndTheTimeLeft() {
        CoordinatedCase of = play.opened(30);
        play.distributed(of, play.desk.curve, play.desk.rsa);
        String ours = "/our-cases/" + of.id();
        lives(play.coordinator, "Cora", "America/New_York", "en");
        lives(play.curve, "Curve", "Asia/Tokyo", "ja");
        lives(play.rivest, "Rivest", "Europe/Berlin", "en");
        Instant until = Instant.parse(play.coordinator
                .get("/cases/" + of.id())
                .html()
                .expectFirst(".embargo time")
                .attr("datetime"));
        String utc = MINUTE.format(until.atOffset(ZoneOffset.UTC));

        assertThat(banner(play.coordinator, "/cases/" + of.id()))
                .contains(
                        MINUTE.format(until.atZone(ZoneId.of("America/New_York"))), "E", "days", "left", "Asia/Tokyo");
        assertThat(banner(play.curve, ours))
                .contains(MINUTE.format(until.atZone(ZoneId.of("Asia/Tokyo"))), "JST", "残り29日");
        assertThat(banner(play.rivest, ours)).contains(MINUTE.format(until.atZone(ZoneId.of("Europe/Berlin"))), "CET");
        for (String text : List.of(
                banner(play.coordinator, "/cases/" + of.id()), banner(play.curve, ours), banner(play.rivest, ours))) {
            assertThat(text).as("UTC beside it").contains(utc.substring(11) + "Z");
        }
        assertThat(play.curve.get("/our-cases").text()).contains(MINUTE.format(until.atZone(ZoneId.of("Asia/Tokyo"))));

        play.desk.application.advance(Duration.ofHours(1));
        assertThat(banner(play.curve, ours)).as("it counts down").contains("残り29日22時間");
    }
}
