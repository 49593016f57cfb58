package org.chosei.installation;

/** Why a setting's value cannot be used, and what to write instead; becomes part of a sentence. */
final class BadValue extends Exception {
    private static final long serialVersionUID = 1;

    private final String wrong;
    private final String fix;

    /** {@code wrong} goes on after "but", {@code fix} is a sentence of its own. */
    BadValue(String wrong, String fix) {
        super(wrong);
        this.wrong = wrong;
        this.fix = fix;
    }

    String wrong() {
        return wrong;
    }

    String fix() {
        return fix;
    }
}
