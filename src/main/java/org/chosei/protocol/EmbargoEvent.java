package org.chosei.protocol;

/** What moves a case's {@link EmbargoState}. A counter-proposal is a proposal. */
public enum EmbargoEvent {
    PROPOSE('p'),
    REJECT('r'),
    ACCEPT('a'),
    /** At once. To end at a later time is to propose a revision. */
    TERMINATE('t');

    private final char letter;

    EmbargoEvent(char letter) {
        this.letter = letter;
    }

    /** As the protocol's tables write it. */
    public char letter() {
        return letter;
    }
}
