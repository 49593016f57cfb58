package org.chosei.cases.clocks;

/** What a clock of a case measures. The words are {@code deadlines.clock.KIND}. */
public enum ClockKind {
    /** A: from the first attempt to reach a vendor to publication. */
    FIRST_CONTACT,
    /** B: from the acceptance of the report to publication, as the receiving body counts. */
    ACCEPTANCE,
    /** C: the instant at which details were given; a date to be reported, not a limit. */
    DETAILS,
    /** D: the embargo that was agreed with the partner. */
    EMBARGO,
    /** E: the CVE record, as it should be. */
    CVE_SHOULD,
    /** E: the CVE record, as it must be. */
    CVE_MUST,
    /** A vendor's receipt of a notice. */
    RECEIPT;

    /** Whether staff may move its end; all others follow from what happened or was agreed elsewhere. */
    public boolean movable() {
        return this == FIRST_CONTACT || this == ACCEPTANCE;
    }
}
