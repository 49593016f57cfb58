package org.chosei.registry.keywords;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An answer that was given.
 *
 * @param answer null when it was taken back
 * @param note what was added in words, or empty
 * @param version the version of the list for which it was given
 * @param by as {@code Scope.actor()} writes it
 */
public record Given(UUID id, String code, @Nullable Answer answer, String note, int version, Instant at, String by) {

    boolean says(@Nullable Answer other, String words) {
        return answer == other && note.equals(words);
    }
}
