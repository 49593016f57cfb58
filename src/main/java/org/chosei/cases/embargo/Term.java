package org.chosei.cases.embargo;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.UUID;
import org.chosei.kernel.CaseId;
import org.jspecify.annotations.Nullable;

/**
 * Terms of an embargo that somebody proposed. They hold nothing but times: no word of the vulnerability is in them
 * (Vultron VP-16-001).
 *
 * @param until the end, in the zone in which it was proposed
 * @param respondBy until when an answer is asked for, which is another time than the embargo's end; null when nobody was asked
 */
public record Term(
        UUID id,
        CaseId caseId,
        ZonedDateTime until,
        Instant proposedAt,
        @Nullable Instant respondBy) {}
