package org.chosei.advisories;

import java.math.BigDecimal;
import org.chosei.scoring.CvssScore;
import org.chosei.scoring.CvssVector;
import org.chosei.scoring.CvssVersion;
import org.chosei.scoring.Metric;
import org.chosei.scoring.Severity;
import tools.jackson.databind.node.ObjectNode;

/** A CVSS 3.1 base score in the JSON form of FIRST's schema {@code cvss-v3.1.json}, every metric spelled out. */
final class CsafScore {
    private CsafScore() {}

    static ObjectNode base(CvssVector cvss) {
        ObjectNode node = Csaf.object().put("version", "3.1").put("vectorString", cvss.text());
        for (Metric metric : CvssVersion.V31.metrics(Metric.Group.BASE)) {
            node.put(property(metric.name()), word(metric.name(), cvss.value(metric.name())));
        }
        CvssScore score = cvss.score();
        return node.put("baseScore", score.value())
                .put("baseSeverity", score.severity().name());
    }

    /** For a fixed product nothing is left to harm: its environmental score is 0 (CSAF 2.0, test 6.2.19). */
    static ObjectNode fixed(CvssVector cvss) {
        return base(cvss)
                .put("vectorString", cvss.text() + "/MC:N/MI:N/MA:N")
                .put("modifiedConfidentialityImpact", "NONE")
                .put("modifiedIntegrityImpact", "NONE")
                .put("modifiedAvailabilityImpact", "NONE")
                .put("environmentalScore", new BigDecimal("0.0"))
                .put("environmentalSeverity", Severity.NONE.name());
    }

    private static String property(String metric) {
        return switch (metric) {
            case "AV" -> "attackVector";
            case "AC" -> "attackComplexity";
            case "PR" -> "privilegesRequired";
            case "UI" -> "userInteraction";
            case "S" -> "scope";
            case "C" -> "confidentialityImpact";
            case "I" -> "integrityImpact";
            case "A" -> "availabilityImpact";
            default -> throw new IllegalArgumentException("no base metric of CVSS 3.1: " + metric);
        };
    }

    private static String word(String metric, String value) {
        return switch (metric + ":" + value) {
            case "AV:N" -> "NETWORK";
            case "AV:A" -> "ADJACENT_NETWORK";
            case "AV:L" -> "LOCAL";
            case "AV:P" -> "PHYSICAL";
            case "UI:R" -> "REQUIRED";
            case "S:U" -> "UNCHANGED";
            case "S:C" -> "CHANGED";
            default -> value.equals("H") ? "HIGH" : value.equals("L") ? "LOW" : "NONE";
        };
    }
}
