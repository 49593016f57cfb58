package org.chosei.mail.reading;

/** Carries a broken limit out of the recursive parser; never leaves this package. */
final class BrokenLimit extends Exception {
    private static final long serialVersionUID = 1L;

    private final Unparseable.Reason reason;
    private final long found;

    BrokenLimit(Unparseable.Reason reason, long found) {
        super(reason.name(), null, false, false);
        this.reason = reason;
        this.found = found;
    }

    Unparseable unparseable() {
        return new Unparseable(reason, found);
    }
}
