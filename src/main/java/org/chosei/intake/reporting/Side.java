package org.chosei.intake.reporting;

import java.util.Locale;

/** Who speaks, and to whom. */
public enum Side {
    /** Whoever reported, to the CSIRT. */
    REPORTER,
    /** The CSIRT, to whoever reported. */
    CSIRT,
    /** Staff among themselves; no reporter sees it. */
    HINT;

    /** As tables and message keys write it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
