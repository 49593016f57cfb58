package org.chosei.advisories;

import java.math.BigDecimal;
import org.chosei.advisories.Cvss31.Metric;
import org.chosei.advisories.Cvss31.Severity;
import tools.jackson.databind.node.ObjectNode;

/** A CVSS 3.1 score in the JSON form of FIRST's schema {@code cvss-v3.1.json}, every metric spelled out. */
final class CsafScore {
    private CsafScore() {}

    static ObjectNode base(Cvss31 cvss) {
        ObjectNode node = Csaf.object().put("version", "3.1").put("vectorString", cvss.vector());
        for (Metric metric : Metric.values()) {
            node.put(property(metric), word(metric, cvss.value(metric)));
        }
        return node.put("baseScore", cvss.baseScore())
                .put("baseSeverity", cvss.severity().name());
    }

    /** For a fixed product nothing is left to harm: its environmental score is 0 (CSAF 2.0, test 6.2.19). */
    static ObjectNode fixed(Cvss31 cvss) {
        return base(cvss)
                .put("vectorString", cvss.vector() + "/MC:N/MI:N/MA:N")
                .put("modifiedConfidentialityImpact", "NONE")
                .put("modifiedIntegrityImpact", "NONE")
                .put("modifiedAvailabilityImpact", "NONE")
                .put("environmentalScore", new BigDecimal("0.0"))
                .put("environmentalSeverity", Severity.NONE.name());
    }

    private static String property(Metric metric) {
        return switch (metric) {
            case AV -> "attackVector";
            case AC -> "attackComplexity";
            case PR -> "privilegesRequired";
            case UI -> "userInteraction";
            case S -> "scope";
            case C -> "confidentialityImpact";
            case I -> "integrityImpact";
            case A -> "availabilityImpact";
        };
    }

    private static String word(Metric metric, char value) {
        return switch (metric) {
            case AV ->
                value == 'N' ? "NETWORK" : value == 'A' ? "ADJACENT_NETWORK" : value == 'L' ? "LOCAL" : "PHYSICAL";
            case UI -> value == 'N' ? "NONE" : "REQUIRED";
            case S -> value == 'U' ? "UNCHANGED" : "CHANGED";
            case AC, PR, C, I, A -> value == 'H' ? "HIGH" : value == 'L' ? "LOW" : "NONE";
        };
    }
}
