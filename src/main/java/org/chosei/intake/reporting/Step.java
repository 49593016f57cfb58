package org.chosei.intake.reporting;

import java.util.Locale;

/** What can happen to a report after it was received; the last step is its state. */
public enum Step {
    CHECKING,
    ACCEPTED,
    /** It belongs to a case, opened for it or there before. */
    LINKED,
    TURNED_DOWN,
    /** The reporter answered, or staff thought again. */
    REOPENED,
    PUBLISHED;

    /** As tables and message keys write it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Step of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
