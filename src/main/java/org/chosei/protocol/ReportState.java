package org.chosei.protocol;

import static org.chosei.protocol.ReportEvent.ACCEPT;
import static org.chosei.protocol.ReportEvent.CLOSE;
import static org.chosei.protocol.ReportEvent.DEFER;
import static org.chosei.protocol.ReportEvent.INVALIDATE;
import static org.chosei.protocol.ReportEvent.RECEIVE;
import static org.chosei.protocol.ReportEvent.VALIDATE;

import java.util.Set;

/** Report management (Vultron RM): how far one participant is with what was reported to it. Each writes its own. */
public enum ReportState {
    START('S'),
    RECEIVED('R'),
    INVALID('I'),
    VALID('V'),
    DEFERRED('D'),
    ACCEPTED('A'),
    CLOSED('C');

    /** The eleven transitions. Nobody closes what is valid without deciding about it, or invalidates it again. */
    public static final Machine<ReportState, ReportEvent> MACHINE = Machine.<ReportState, ReportEvent>from(
                    START, Set.of(CLOSED))
            .arrow(START, RECEIVE, RECEIVED)
            .arrow(RECEIVED, VALIDATE, VALID)
            .arrow(RECEIVED, INVALIDATE, INVALID)
            .arrow(INVALID, VALIDATE, VALID)
            .arrow(INVALID, CLOSE, CLOSED)
            .arrow(VALID, ACCEPT, ACCEPTED)
            .arrow(VALID, DEFER, DEFERRED)
            .arrow(ACCEPTED, DEFER, DEFERRED)
            .arrow(ACCEPTED, CLOSE, CLOSED)
            .arrow(DEFERRED, ACCEPT, ACCEPTED)
            .arrow(DEFERRED, CLOSE, CLOSED)
            .build();

    private final char letter;

    ReportState(char letter) {
        this.letter = letter;
    }

    /** As the protocol's tables write it. */
    public char letter() {
        return letter;
    }

    /** Between receipt and closing: only then do embargo and case concern the participant. */
    public boolean open() {
        return this != START && this != CLOSED;
    }

    /** Whether it has taken the report on at some time: before that nobody makes a fix. */
    public boolean prioritised() {
        return this == ACCEPTED || this == DEFERRED || this == CLOSED;
    }
}
