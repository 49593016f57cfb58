package org.chosei.scoring;

/** The qualitative severity rating scale, the same in CVSS 3.1 (section 5) and 4.0 (section 6). */
public enum Severity {
    NONE,
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL;

    /** The rating of a score in tenths, 0 to 100. */
    public static Severity of(int tenths) {
        if (tenths == 0) {
            return NONE;
        }
        if (tenths < 40) {
            return LOW;
        }
        if (tenths < 70) {
            return MEDIUM;
        }
        return tenths < 90 ? HIGH : CRITICAL;
    }
}
