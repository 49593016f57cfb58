package org.chosei.protocol;

import static org.chosei.protocol.EmbargoEvent.ACCEPT;
import static org.chosei.protocol.EmbargoEvent.PROPOSE;
import static org.chosei.protocol.EmbargoEvent.REJECT;
import static org.chosei.protocol.EmbargoEvent.TERMINATE;

import java.util.Set;

/** Embargo management (Vultron EM) of one case: at most one embargo is active at a time. */
public enum EmbargoState {
    NONE('N'),
    PROPOSED('P'),
    ACTIVE('A'),
    /** Active still, on its old terms, while others are proposed. */
    REVISE('R'),
    EXITED('X');

    /** A rejected revision leaves the old terms in force; nothing follows an exit. */
    public static final Machine<EmbargoState, EmbargoEvent> MACHINE = Machine.<EmbargoState, EmbargoEvent>from(
                    NONE, Set.of(NONE, EXITED))
            .arrow(NONE, PROPOSE, PROPOSED)
            .arrow(PROPOSED, PROPOSE, PROPOSED)
            .arrow(PROPOSED, REJECT, NONE)
            .arrow(PROPOSED, ACCEPT, ACTIVE)
            .arrow(ACTIVE, PROPOSE, REVISE)
            .arrow(ACTIVE, TERMINATE, EXITED)
            .arrow(REVISE, PROPOSE, REVISE)
            .arrow(REVISE, REJECT, ACTIVE)
            .arrow(REVISE, ACCEPT, ACTIVE)
            .arrow(REVISE, TERMINATE, EXITED)
            .build();

    private final char letter;

    EmbargoState(char letter) {
        this.letter = letter;
    }

    /** As the protocol's tables write it. */
    public char letter() {
        return letter;
    }

    /** Whether an embargo obliges those who agreed to it. */
    public boolean inForce() {
        return this == ACTIVE || this == REVISE;
    }
}
