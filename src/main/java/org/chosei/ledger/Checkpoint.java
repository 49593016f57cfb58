package org.chosei.ledger;

import java.time.Instant;

/** The signed heads of all chains at one moment; {@code hash} names it, and is what an auditor notes down. */
public record Checkpoint(long seq, Instant at, String hash) {}
