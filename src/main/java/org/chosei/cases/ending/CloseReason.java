package org.chosei.cases.ending;

import java.util.Locale;

/** Why a case ended. */
public enum CloseReason {
    PUBLISHED,
    /** The vendor handles it with its own customers; nothing is published. */
    VENDOR_PRIVATE,
    NOT_A_VULNERABILITY,
    DUPLICATE,
    /** The product is not maintained or used any more. */
    OBSOLETE,
    OUT_OF_SCOPE,
    MERGED,
    OTHER;

    /** As it is kept, with a sentence under {@code cases.end}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static CloseReason of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
