package org.chosei.conversation;

import java.util.Locale;

/** Whom a thread is for. */
public enum ThreadKind {
    /** The staff's own notes. */
    NOTE,
    /** One vendor and staff. */
    VENDOR,
    /** Vendors of the case that staff chose. */
    GROUP,
    /** Every vendor that takes part in the case, later ones included. */
    ALL;

    /** As message keys and pages name it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Vendors read each other's words in it. */
    public boolean isShared() {
        return this == GROUP || this == ALL;
    }
}
