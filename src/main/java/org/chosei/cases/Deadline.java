package org.chosei.cases;

import java.time.Instant;

/**
 * A clock of a case.
 *
 * @param kind what it measures, a message key under {@code cases.clock}
 * @param rule why it ends then, a message key under {@code cases.rule}
 */
public record Deadline(String kind, Instant at, String rule) {}
