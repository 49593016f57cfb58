package org.chosei.distribution.asks;

/** What is asked of a vendor, in this order. The words are {@code asks.step.STEP}. */
public enum Step {
    /** That the notice was received: met by acknowledging it, or by anything that cannot be said without having read it. */
    RECEIPT,
    /** Whether the vendor is affected, for every vulnerability of the case. */
    AFFECTED,
    /** Where it is affected: a fix, or the date of one. */
    FIX
}
