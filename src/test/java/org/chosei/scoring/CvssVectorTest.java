package org.chosei.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.chosei.kernel.Refusal;
import org.chosei.scoring.Metric.Group;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Vectors are read as strictly as the specification of their version writes them, and written in one way. */
class CvssVectorTest {
    private static final int MANY = 4000;

    @ParameterizedTest
    @CsvSource({
        "AV:N/AC:L/Au:N/C:P/I:P/A:P, cvss-prefix, AV:N",
        "CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H, cvss-prefix, CVSS:3.0",
        "cvss:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H, cvss-prefix, cvss",
        "CVSS:3.1, cvss-prefix, CVSS:3.1",
        "CVSS:3.1/, cvss-metric-unknown, 3.1",
        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H, cvss-metric-missing, A",
        "CVSS:3.1/AV:N/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H, cvss-metric-twice, AV",
        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:P/E:P, cvss-metric-twice, E",
        "CVSS:3.1/AV:X/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H, cvss-value-unknown, AV",
        "CVSS:3.1/AV:/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H, cvss-value-unknown, AV",
        "CVSS:3.1/AV/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H, cvss-value-unknown, AV",
        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/, cvss-metric-unknown, 3.1",
        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/AT:N, cvss-metric-unknown, AT:N",
        "CVSS:3.1/av:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H, cvss-metric-unknown, av:N",
        "CVSS:3.1/AV: N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H, cvss-value-unknown, AV",
        "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N, cvss-metric-missing, SA",
        "CVSS:4.0/AC:L/AV:N/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N, cvss-metric-order, AV",
        "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/CR:H/E:A, cvss-metric-order, E",
        "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:S/SI:N/SA:N, cvss-value-unknown, SC",
        "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/U:red, cvss-value-unknown, U",
        "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:F, cvss-value-unknown, E"
    })
    void brokenVectorIsRefusedNamingWhatIsWrong(String vector, String slug, String named) {
        assertThatExceptionOfType(Refusal.Invalid.class)
                .isThrownBy(() -> CvssVector.parse(vector))
                .satisfies(refusal -> {
                    assertThat(refusal.slug()).isEqualTo(slug);
                    assertThat(String.join(
                                    " ",
                                    refusal.arguments().stream()
                                            .map(String::valueOf)
                                            .toList()))
                            .contains(named);
                });
    }

    @Test
    void version31MayComeInAnyOrderAndIsWrittenInTheSpecifications() {
        assertThat(CvssVector.parse("CVSS:3.1/RC:C/S:U/C:H/I:H/A:H/E:X/AV:N/AC:L/PR:N/UI:N/MS:X")
                        .text())
                .isEqualTo("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/RC:C");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenIsReadAgainAndAnExplicitNotDefinedSaysNothing(CvssVersion version) {
        Random random = new Random(31);
        for (int i = 0; i < MANY; i++) {
            CvssVector vector = any(version, random);
            Map<String, String> explicit = new LinkedHashMap<>();
            for (Metric metric : version.metrics()) {
                explicit.put(metric.name(), vector.value(metric.name()));
            }
            assertThat(CvssVector.parse(vector.text())).isEqualTo(vector);
            assertThat(new CvssVector(version, explicit)).isEqualTo(vector);
            assertThat(vector.text()).doesNotContain(":X");
        }
    }

    @Test
    void anyOtherOrderIsTheSameVectorOfVersion31AndNoneOfVersion40() {
        Random random = new Random(40);
        for (int i = 0; i < MANY; i++) {
            CvssVector first = any(CvssVersion.V31, random);
            assertThat(CvssVector.parse(shuffled(first, random))).isEqualTo(first);
            CvssVector second = any(CvssVersion.V40, random);
            String other = shuffled(second, random);
            if (!other.equals(second.text())) {
                assertThatExceptionOfType(Refusal.Invalid.class)
                        .isThrownBy(() -> CvssVector.parse(other))
                        .matches(refusal -> refusal.slug().equals("cvss-metric-order"));
            }
        }
    }

    @Test
    void textOfAnyLengthIsRefusedWithoutRepeatingAllOfIt() {
        assertThatExceptionOfType(Refusal.Invalid.class)
                .isThrownBy(() -> CvssVector.parse("CVSS:3.1/" + "𠮷".repeat(500)))
                .satisfies(refusal -> assertThat(refusal.arguments().getFirst()).isEqualTo("𠮷".repeat(40) + "…"));
    }

    private static String shuffled(CvssVector vector, Random random) {
        List<String> parts = new ArrayList<>(List.of(
                vector.text().substring(vector.version().prefix().length()).split("/")));
        Collections.shuffle(parts, random);
        return vector.version().prefix() + String.join("/", parts);
    }

    /** A random vector of the version, about half of its optional metrics defined. */
    static CvssVector any(CvssVersion version, Random random) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Metric metric : version.metrics()) {
            if (metric.group() == Group.BASE || random.nextBoolean()) {
                values.put(
                        metric.name(),
                        metric.values().get(random.nextInt(metric.values().size())));
            }
        }
        return new CvssVector(version, values);
    }
}
