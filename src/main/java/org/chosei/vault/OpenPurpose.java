package org.chosei.vault;

import java.util.Locale;

/** Why sealed content is opened. Only {@link #READ} is evidence that somebody read it. */
public enum OpenPurpose {
    /** Shown to a person as content. */
    READ,
    /** Shown to a person in a list, as a title. */
    LIST,
    /** Worked on by Chosei: staging, routing, publication. */
    WORK;

    String kind() {
        return "content." + (this == READ ? "read" : name().toLowerCase(Locale.ROOT) + "-opened");
    }
}
