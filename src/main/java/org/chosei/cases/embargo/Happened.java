package org.chosei.cases.embargo;

import java.time.Instant;
import org.chosei.protocol.EmbargoEvent;
import org.jspecify.annotations.Nullable;

/**
 * One step of a case's embargo.
 *
 * @param term what it concerns; null for an end
 * @param reason a code with a sentence under {@code cases.embargo.reason}; null unless it is an end or a refusal
 */
public record Happened(
        EmbargoEvent event, @Nullable Term term, @Nullable String reason, Instant at) {}
