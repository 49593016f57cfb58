package org.chosei.cases.clocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.chosei.testing.NodePeers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A calendar program that is not ours reads what was written. */
class CalendarFilePeerTest {
    private static final String TITLE = "CHS-2026-00012: 公表待機期限, ends; \\ " + "公表待機期限𠮷😀".repeat(20);

    @TempDir
    Path temporary;

    @Test
    void foldedAndEscapedTitlesInstantsAndSequencesArriveAsTheyWere() throws IOException {
        Instant at = Instant.parse("2026-12-01T08:00:00Z");
        byte[] file = CalendarFile.of(
                "Chosei 期限",
                List.of(
                        new CalendarEvent("embargo-1@csirt.example", TITLE, "https://csirt.example/cases/1", at, 3, at),
                        new CalendarEvent("receipt-1@csirt.example", "CHS-2026-00012", "", at, 0, at)));
        Path written = Files.write(temporary.resolve("deadlines.ics"), file);
        JsonNode read = JsonMapper.shared().readTree(NodePeers.run("calendar.mjs", List.of(written.toString())));
        assertThat(read).hasSize(2);
        assertThat(read.at("/0/uid").asString()).isEqualTo("embargo-1@csirt.example");
        assertThat(read.at("/0/summary").asString()).isEqualTo(TITLE);
        assertThat(read.at("/0/start").asString()).isEqualTo("2026-12-01T08:00:00Z");
        assertThat(read.at("/0/sequence").asInt()).isEqualTo(3);
        assertThat(read.at("/1/summary").asString()).isEqualTo("CHS-2026-00012");
    }
}
