package org.chosei.cases.ending;

import java.time.Instant;
import org.chosei.kernel.CaseId;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;

/**
 * That a case ended.
 *
 * @param words what the coordinator wrote, sealed for the staff
 * @param mergedIn the case that goes on; null unless it was merged
 */
public record CaseEnd(
        CloseReason reason,
        @Nullable SealedId words,
        @Nullable CaseId mergedIn,
        Instant at,
        String by) {}
