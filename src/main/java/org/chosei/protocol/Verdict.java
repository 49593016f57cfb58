package org.chosei.protocol;

/** Whether an act fits the other machines. */
public sealed interface Verdict {

    /** Nothing speaks against it. */
    record Fits() implements Verdict {}

    /** SHOULD NOT (RFC 2119): allowed to a person who saw the reason. */
    record Discouraged(Rule rule) implements Verdict {}

    /** SHALL NOT (RFC 2119). */
    record Forbidden(Rule rule) implements Verdict {}

    /** Why; a code, for which whoever shows it has the words. */
    enum Rule {
        /** The machine itself has no such transition. */
        NO_SUCH_STEP,
        /** Once the public knows or can exploit it, no embargo is proposed or agreed. */
        PUBLIC,
        /** With attacks going on, no embargo is proposed or agreed. */
        ATTACKED,
        /** A fix is ready: a new embargo would only keep it from people. */
        FIX_READY,
        /** A fix is deployed: an embargo should end. */
        FIX_DEPLOYED,
        /** The participant does not work on the report. */
        NOT_WORKED_ON,
        /** The participant has closed the report. */
        REPORT_CLOSED,
        /** Whoever leaves while an embargo is in force says whether it will keep to it. */
        EMBARGO_IN_FORCE,
        /** A fix is made by whoever accepted the report. */
        REPORT_NOT_ACCEPTED
    }
}
