package org.chosei.scoring;

import java.math.BigDecimal;

/**
 * A score of a vector.
 *
 * @param kind which of the scores it is; for version 4.0 the nomenclature that says which groups took part
 * @param tenths 0 to 100, for 0.0 to 10.0
 */
public record CvssScore(Kind kind, int tenths) {
    /** The three scores of version 3.1, and the four names of the one score of version 4.0. */
    public enum Kind {
        BASE,
        TEMPORAL,
        ENVIRONMENTAL,
        CVSS_B,
        CVSS_BT,
        CVSS_BE,
        CVSS_BTE
    }

    public CvssScore {
        if (tenths < 0 || tenths > 100) {
            throw new IllegalArgumentException("no CVSS score: " + tenths + " tenths");
        }
    }

    /** 0.0 to 10.0 with exactly one decimal. */
    public BigDecimal value() {
        return BigDecimal.valueOf(tenths, 1);
    }

    public Severity severity() {
        return Severity.of(tenths);
    }
}
