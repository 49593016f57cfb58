package org.chosei.cases.numbers;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A number that a case is known by.
 *
 * @param value as it was written
 * @param vulnerability the one vulnerability that it names; null when it is for the whole case
 * @param allocated whether this installation gave it out
 */
public record Alias(
        UUID id,
        String value,
        AliasKind kind,
        String canonical,
        @Nullable UUID vulnerability,
        boolean allocated) {

    /** Where the public reads of it, once it is published. */
    public Optional<String> page() {
        return kind.page(canonical);
    }
}
