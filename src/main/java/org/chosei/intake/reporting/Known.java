package org.chosei.intake.reporting;

import java.util.Locale;

/** What a reporter can say of a fact that sets the order of work. Kept in clear: it sorts the list. */
public enum Known {
    YES,
    NO,
    UNKNOWN;

    /** As forms and tables write it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What is none of the three says nothing. */
    static Known read(String text) {
        return switch (text) {
            case "yes" -> YES;
            case "no" -> NO;
            default -> UNKNOWN;
        };
    }
}
