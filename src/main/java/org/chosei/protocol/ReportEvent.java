package org.chosei.protocol;

/** What moves a participant's {@link ReportState}. */
public enum ReportEvent {
    RECEIVE('r'),
    VALIDATE('v'),
    INVALIDATE('i'),
    ACCEPT('a'),
    DEFER('d'),
    CLOSE('c');

    private final char letter;

    ReportEvent(char letter) {
        this.letter = letter;
    }

    /** As the protocol's tables write it. */
    public char letter() {
        return letter;
    }
}
