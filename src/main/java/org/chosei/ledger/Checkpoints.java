package org.chosei.ledger;

/** Signs the heads of all chains. */
public final class Checkpoints {
    /** The job that makes a checkpoint; staged at every wave and publication. */
    public static final String JOB = "ledger.checkpoint";

    private Checkpoints() {}
}
