package org.chosei.registry.vetting;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One step of vetting, opened for a reader. It is never changed; what was wrong in it is said by another that cites it.
 *
 * @param numberOfForm the number called is one that the organisation gave itself, found in a public place as well
 * @param corrects the record that this one takes the place of
 * @param corrected another one took its place
 * @param at when it was written down, which may be later than it happened
 * @param by as {@code Scope.actor()} writes it
 */
public record VettingRecord(
        UUID id,
        Result result,
        Instant happenedAt,
        boolean numberOfForm,
        Details details,
        @Nullable UUID corrects,
        boolean corrected,
        Instant at,
        String by,
        List<Evidence> files)
        implements Recorded {

    /**
     * A file handed in as evidence.
     *
     * @param size in bytes
     * @param sha256 of the content, lower-case hexadecimal
     */
    public record Evidence(UUID id, String name, long size, String sha256) {}
}
