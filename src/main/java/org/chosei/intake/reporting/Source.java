package org.chosei.intake.reporting;

import java.util.Locale;

/** Which way a report came, beside mail. */
public enum Source {
    /** By the public form, without an account. */
    WEB,
    /** From a vendor about its own product. */
    VENDOR,
    /** Handed over by a body that receives reports, under that body's number. */
    BODY;

    /** As tables and message keys write it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
