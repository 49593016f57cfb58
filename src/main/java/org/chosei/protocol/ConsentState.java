package org.chosei.protocol;

import java.util.Set;

/**
 * A participant's consent to one embargo (Vultron PEC as of ADR-0120): one row for each participant and embargo. Silence
 * is never an answer: an invitation that ran out is neither consent nor refusal, and a late answer still counts.
 */
public enum ConsentState {
    /** No row: nobody has asked. */
    NEVER_ASKED,
    INVITED,
    ACCEPTED,
    DECLINED,
    EXPIRED;

    /** What moves it. */
    public enum Trigger {
        INVITE,
        ACCEPT,
        DECLINE,
        /** The time to answer ran out. */
        EXPIRE
    }

    /** Whoever agreed is not asked again about the same embargo, but may take the agreement back. */
    public static final Machine<ConsentState, Trigger> MACHINE = Machine.<ConsentState, Trigger>from(
                    NEVER_ASKED, Set.of(values()))
            .arrow(NEVER_ASKED, Trigger.INVITE, INVITED)
            .arrow(NEVER_ASKED, Trigger.ACCEPT, ACCEPTED)
            .arrow(NEVER_ASKED, Trigger.DECLINE, DECLINED)
            .arrow(INVITED, Trigger.ACCEPT, ACCEPTED)
            .arrow(INVITED, Trigger.DECLINE, DECLINED)
            .arrow(INVITED, Trigger.EXPIRE, EXPIRED)
            .arrow(ACCEPTED, Trigger.DECLINE, DECLINED)
            .arrow(DECLINED, Trigger.INVITE, INVITED)
            .arrow(EXPIRED, Trigger.INVITE, INVITED)
            .arrow(EXPIRED, Trigger.ACCEPT, ACCEPTED)
            .arrow(EXPIRED, Trigger.DECLINE, DECLINED)
            .build();
}
