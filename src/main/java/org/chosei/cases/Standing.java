package org.chosei.cases;

import java.time.Instant;
import java.util.List;
import org.chosei.kernel.CaseId;
import org.jspecify.annotations.Nullable;

/**
 * What every page of a case says first: that it is published, that it has ended, what was merged into it. As far as the acting
 * scope may know.
 *
 * @param published null before
 * @param end null while the case is open
 * @param merged the cases that were merged into this one; for staff
 */
public record Standing(
        @Nullable Published published, @Nullable End end, List<Other> merged) {

    /** The advisory that the public reads. */
    public record Published(Instant at, String advisory) {}

    /**
     * The end.
     *
     * @param reason with a sentence under {@code cases.end}; null for vendors
     * @param mergedIn the case that goes on; null unless it was merged and that case may be known
     */
    public record End(
            @Nullable String reason, Instant at, @Nullable Other mergedIn) {}

    /** Another case. */
    public record Other(CaseId id, String number) {}
}
