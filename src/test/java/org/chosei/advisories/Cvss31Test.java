package org.chosei.advisories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Cvss31Test {
    private static final Path OFFICIAL = Path.of("..", "shared", "corpora", "cvss", "vectors_simple31");

    @ParameterizedTest
    @CsvSource({
        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H, 9.8, CRITICAL",
        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H, 10.0, CRITICAL",
        "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N, 6.1, MEDIUM",
        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N, 7.5, HIGH",
        "CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H, 7.8, HIGH",
        "CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N, 6.4, MEDIUM",
        "CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N, 3.1, LOW",
        "CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:H/I:H/A:H, 9.9, CRITICAL",
        "CVSS:3.1/AV:P/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H, 6.8, MEDIUM",
        "CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:C/C:N/I:N/A:N, 0.0, NONE"
    })
    void wellKnownVectorsHaveTheirPublishedScores(String vector, String score, String severity) {
        Cvss31 cvss = Cvss31.parse(vector);

        assertThat(cvss.baseScore().toPlainString()).isEqualTo(score);
        assertThat(cvss.severity()).hasToString(severity);
        assertThat(cvss.vector()).isEqualTo(vector);
    }

    @TestFactory
    List<DynamicTest> everyBaseVectorOfTheOfficialListHasItsScore() throws IOException {
        if (!Files.exists(OFFICIAL)) {
            return List.of();
        }
        return List.of(DynamicTest.dynamicTest(OFFICIAL.toString(), Cvss31Test::compareWithOfficialList));
    }

    @Test
    void metricsMayComeInAnyOrderAndAreWrittenInTheSpecificationsOrder() {
        assertThat(Cvss31.parse("CVSS:3.1/S:U/C:H/I:H/A:H/AV:N/AC:L/PR:N/UI:N").vector())
                .isEqualTo("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H");
    }

    @ParameterizedTest
    @CsvSource({
        "AV:N/AC:L/Au:N/C:P/I:P/A:P, CVSS:3.1/",
        "CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H, CVSS:3.1/",
        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H, lacks the base metric A",
        "CVSS:3.1/AV:N/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H, AV twice",
        "CVSS:3.1/AV:X/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H, AV cannot be X",
        "CVSS:3.1/AV:/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H, AV cannot be ''",
        "CVSS:3.1/AV/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H, AV cannot be",
        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:P, 'not ''E'''",
        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/, 'not '''"
    })
    void brokenVectorIsRefusedNamingWhatIsWrong(String vector, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cvss31.parse(vector))
                .withMessageContaining(reason);
    }

    private static void compareWithOfficialList() throws IOException {
        var wrong = new ArrayList<String>();
        List<String> lines = Files.readAllLines(OFFICIAL, StandardCharsets.UTF_8);
        for (String line : lines) {
            String vector = line.substring(0, line.indexOf(' '));
            String expected = line.substring(line.indexOf('(') + 1, line.indexOf(','));
            if (!Cvss31.parse(vector).baseScore().toPlainString().equals(expected)) {
                wrong.add(line + " but " + Cvss31.parse(vector).baseScore());
            }
        }
        assertThat(lines).hasSize(2592);
        assertThat(wrong).isEmpty();
    }
}
