package org.chosei.protocol;

/** What can happen to a vulnerability, each once and for good (Vultron CS). */
public enum CaseEvent {
    VENDOR_AWARE('V'),
    FIX_READY('F'),
    FIX_DEPLOYED('D'),
    PUBLIC_AWARE('P'),
    EXPLOIT_PUBLIC('X'),
    ATTACKS_OBSERVED('A');

    private final char letter;

    CaseEvent(char letter) {
        this.letter = letter;
    }

    /** As the protocol's tables write it. */
    public char letter() {
        return letter;
    }
}
