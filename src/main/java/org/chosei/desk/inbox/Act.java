package org.chosei.desk.inbox;

import java.util.Locale;

/** What can be done to several things at once. */
public enum Act {
    /** Cases are given to somebody, or to nobody. */
    ASSIGN(true),
    /** Items go out of one's sight until an instant. */
    SNOOZE(true),
    /** Messages need no answer. */
    SETTLE(false),
    /** Vendors of a case are asked again, each in its own thread. */
    REMIND(false);

    private final boolean reversible;

    Act(boolean reversible) {
        this.reversible = reversible;
    }

    /** Whether it can be undone. */
    public boolean reversible() {
        return reversible;
    }

    /** The end of its message keys. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
