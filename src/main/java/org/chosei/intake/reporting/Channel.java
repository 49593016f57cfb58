package org.chosei.intake.reporting;

import java.util.Locale;

/** How a reporter by the public form is reached. */
public enum Channel {
    /** By the receipt alone: nothing is known of the person. */
    RECEIPT,
    /** By the receipt, and a mail without content tells that there is news. */
    EMAIL;

    /** As forms write it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
