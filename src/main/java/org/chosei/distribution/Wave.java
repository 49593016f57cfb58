package org.chosei.distribution;

import java.time.Instant;
import java.util.UUID;
import org.chosei.kernel.CaseId;
import org.jspecify.annotations.Nullable;

/** A set of vendors that get one notice from one instant on. */
public record Wave(
        UUID id,
        CaseId caseId,
        UUID notice,
        Instant visibleFrom,
        Instant plannedAt,
        @Nullable Instant cancelledAt) {}
