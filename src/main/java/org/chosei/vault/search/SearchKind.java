package org.chosei.vault.search;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What kind of text was found. */
public enum SearchKind {
    CASE,
    VULNERABILITY,
    MESSAGE,
    FILE,
    STATEMENT,
    NOTICE,
    ADVISORY,
    /** A partner's signed report. */
    REPORT,
    /** A report beside mail: from the public form, a vendor, or handed over. */
    RECEIVED_REPORT,
    REPORT_MESSAGE,
    MAIL;

    /** The word that the database and the queries use. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind of this label. */
    public static Optional<SearchKind> of(String label) {
        return Stream.of(values()).filter(kind -> kind.label().equals(label)).findFirst();
    }
}
