package org.chosei.desk.inbox;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.chosei.kernel.CaseId;
import org.jspecify.annotations.Nullable;

/**
 * What was done to several things, line by line.
 *
 * @param undone when it was undone; null before
 */
public record BulkRun(
        UUID id, Act act, Instant at, @Nullable Instant undone, List<Line> lines) {

    /**
     * How it went with one of them.
     *
     * @param refusal the slug of why not; empty when it was done
     * @param number the case's; empty for what belongs to none
     * @param organisation the vendor that was asked; without names for everything else
     */
    public record Line(
            Target.Name name, @Nullable CaseId caseId, String number, String refusal, InboxItem.Named organisation) {}

    /** How many were done. */
    public long done() {
        return lines.stream().filter(line -> line.refusal().isEmpty()).count();
    }

    /** How many were not. */
    public long not() {
        return lines.size() - done();
    }
}
