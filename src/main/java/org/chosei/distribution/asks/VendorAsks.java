package org.chosei.distribution.asks;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.chosei.kernel.AudienceId;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.jspecify.annotations.Nullable;

/**
 * What one wave asks of one vendor, what it did, and how it was reached. The questions about being affected and about fix
 * and date belong to the first of a vendor's waves; a later one asks for its receipt alone.
 *
 * @param audience the vendor's own in the case
 * @param wordAt when the vendor last said anything in the case
 */
public record VendorAsks(
        UUID wave,
        CaseId caseId,
        OrganisationId vendor,
        @Nullable AudienceId audience,
        Instant askedAt,
        AskRules rules,
        List<Ask> steps,
        @Nullable Instant wordAt,
        List<Climbed> rungs,
        List<Acted> acts) {

    /** What is asked now: the first step that is not over; null when all are. */
    public @Nullable Ask current() {
        return steps.stream().filter(ask -> !ask.over()).findFirst().orElse(null);
    }

    /** When the step before this one was met; null for the first. */
    @Nullable
    Instant before(Step step) {
        return steps.stream()
                .filter(ask -> ask.step().compareTo(step) < 0)
                .map(Ask::metAt)
                .filter(java.util.Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    /** The highest rung climbed for a step; null for none. */
    public @Nullable Climbed highest(Step step) {
        return rungs.stream()
                .filter(each -> each.step() == step)
                .max(Comparator.comparing(Climbed::rung))
                .orElse(null);
    }

    /** The last act of a person on a step; null for none. */
    public @Nullable Acted last(Step step) {
        return acts.stream()
                .filter(each -> each.step() == step)
                .max(Comparator.comparing(Acted::recordedAt).thenComparing(Acted::id))
                .orElse(null);
    }
}
