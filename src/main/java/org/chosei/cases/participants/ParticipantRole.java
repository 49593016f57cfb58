package org.chosei.cases.participants;

import java.util.Locale;

/** What an organisation does in a case; one may do several things (Vultron, case roles). */
public enum ParticipantRole {
    /** Sent the report to the coordinator: a partner CSIRT, a vendor, a receiving body. */
    ORIGINATOR,
    /** Found it. */
    REPORTER,
    VENDOR,
    /** Runs what is vulnerable and has to bring in the fix. */
    DEPLOYER,
    /** Coordinates as well, for others. */
    COORDINATOR,
    OBSERVER;

    /** Whether staff can take it back by itself: nothing hangs on it. */
    public boolean endable() {
        return switch (this) {
            case REPORTER, DEPLOYER, COORDINATOR, OBSERVER -> true;
            case ORIGINATOR, VENDOR -> false;
        };
    }

    /** As it is kept. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ParticipantRole of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
