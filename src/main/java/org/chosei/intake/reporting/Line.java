package org.chosei.intake.reporting;

import java.time.Instant;
import java.util.UUID;

/** One message of the talk about a report, opened for a reader. */
public record Line(UUID id, Side side, String text, Instant at, String by) {}
