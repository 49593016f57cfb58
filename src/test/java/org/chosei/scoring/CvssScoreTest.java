package org.chosei.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.chosei.scoring.CvssScore.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scores that are known, and what holds of the score of any vector. */
class CvssScoreTest {
    private static final int MANY = 4000;

    /** The file says where each score is from. */
    @Test
    void vectorsHaveTheirKnownScores() throws IOException {
        List<String> wrong = new ArrayList<>();
        List<String> known;
        try (var in = Objects.requireNonNull(getClass().getResourceAsStream("known-scores.txt"))) {
            known = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
        for (String line : known) {
            String[] words = line.split(" +");
            List<CvssScore> scores = CvssVector.parse(words[0]).scores();
            String found = String.join(
                    " ",
                    scores.stream().map(each -> each.value().toPlainString()).toList());
            if (!line.equals(words[0] + " " + found)) {
                wrong.add(line + " but " + found);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(known).hasSizeGreaterThan(60);
    }

    @ParameterizedTest
    @CsvSource({
        "'', CVSS_B",
        "/E:A, CVSS_BT",
        "/E:X, CVSS_B",
        "/CR:H, CVSS_BE",
        "/MSA:N, CVSS_BE",
        "/MSA:X, CVSS_B",
        "/E:U/MAV:L, CVSS_BTE",
        "/S:P/AU:Y/U:Red, CVSS_B"
    })
    void scoreOfVersion40IsNamedAfterTheGroupsThatTookPart(String rest, Kind kind) {
        assertThat(CvssVector.parse("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N" + rest)
                        .score()
                        .kind())
                .isEqualTo(kind);
    }

    @Test
    void version31HasTheScoresForWhichItHasMetrics() {
        String base = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
        assertThat(CvssVector.parse(base).scores()).extracting(CvssScore::kind).containsExactly(Kind.BASE);
        assertThat(CvssVector.parse(base + "/E:P/MC:X").scores())
                .extracting(CvssScore::kind)
                .containsExactly(Kind.BASE, Kind.TEMPORAL);
        assertThat(CvssVector.parse(base + "/MC:N").scores())
                .extracting(CvssScore::kind)
                .containsExactly(Kind.BASE, Kind.ENVIRONMENTAL);
    }

    @Test
    void severityChangesAtItsTenths() {
        assertThat(List.of(0, 1, 39, 40, 69, 70, 89, 90, 100).stream().map(Severity::of))
                .containsExactly(
                        Severity.NONE,
                        Severity.LOW,
                        Severity.LOW,
                        Severity.MEDIUM,
                        Severity.MEDIUM,
                        Severity.HIGH,
                        Severity.HIGH,
                        Severity.CRITICAL,
                        Severity.CRITICAL);
    }

    @Test
    void supplementalMetricsNeverChangeAScore() {
        Random random = new Random(1);
        for (int i = 0; i < MANY; i++) {
            CvssVector vector = CvssVectorTest.any(CvssVersion.V40, random);
            assertThat(without(vector, Metric.Group.SUPPLEMENTAL).score()).isEqualTo(vector.score());
        }
    }

    @Test
    void whatIsNotDefinedCountsAsTheWorst() {
        Random random = new Random(2);
        for (int i = 0; i < MANY; i++) {
            CvssVector vector = CvssVectorTest.any(CvssVersion.V40, random);
            Map<String, String> worst = new LinkedHashMap<>(vector.values());
            worst.putIfAbsent("E", "A");
            List.of("CR", "IR", "AR").forEach(need -> worst.putIfAbsent(need, "H"));
            assertThat(new CvssVector(CvssVersion.V40, worst).score().tenths())
                    .as(vector.text())
                    .isEqualTo(vector.score().tenths());
        }
    }

    @Test
    void modifiedMetricCountsLikeTheBaseMetricInItsPlace() {
        Random random = new Random(3);
        for (int i = 0; i < MANY; i++) {
            CvssVector vector = CvssVectorTest.any(CvssVersion.V40, random);
            if (vector.value("MSI").equals("S") || vector.value("MSA").equals("S")) {
                continue;
            }
            Map<String, String> moved = new LinkedHashMap<>();
            vector.values().forEach((name, value) -> {
                boolean modified = name.startsWith("M");
                moved.put(modified ? name.substring(1) : name, value);
            });
            assertThat(new CvssVector(CvssVersion.V40, moved).score().tenths())
                    .as(vector.text())
                    .isEqualTo(vector.score().tenths());
        }
    }

    @Test
    void timeNeverRaisesAScoreOfVersion31() {
        Random random = new Random(4);
        for (int i = 0; i < MANY; i++) {
            CvssVector vector = CvssVectorTest.any(CvssVersion.V31, random);
            CvssVector timeless = without(vector, Metric.Group.TEMPORAL);
            assertThat(vector.score().tenths())
                    .as(vector.text())
                    .isLessThanOrEqualTo(timeless.score().tenths());
        }
    }

    @Test
    void withoutImpactThereIsNoScore() {
        Random random = new Random(5);
        for (int i = 0; i < MANY; i++) {
            CvssVector old = CvssVectorTest.any(CvssVersion.V31, random);
            assertThat(with(old, "MC", "MI", "MA").score().tenths()).isZero();
            CvssVector now = CvssVectorTest.any(CvssVersion.V40, random);
            assertThat(with(now, "MVC", "MVI", "MVA", "MSC", "MSI", "MSA")
                            .score()
                            .tenths())
                    .isZero();
        }
    }

    private static CvssVector with(CvssVector vector, String... none) {
        Map<String, String> values = new LinkedHashMap<>(vector.values());
        for (String name : none) {
            values.put(name, "N");
        }
        return new CvssVector(vector.version(), values);
    }

    private static CvssVector without(CvssVector vector, Metric.Group group) {
        Map<String, String> values = new LinkedHashMap<>(vector.values());
        vector.version().metrics(group).forEach(metric -> values.remove(metric.name()));
        return new CvssVector(vector.version(), values);
    }
}
