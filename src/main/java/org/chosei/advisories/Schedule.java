package org.chosei.advisories;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** When a version is to be published, and what became of that. */
public record Schedule(
        UUID id,
        UUID advisory,
        UUID version,
        Instant publishAt,
        String zone,
        @Nullable Instant cancelledAt,
        @Nullable Instant heldAt,
        @Nullable String reason) {

    /** Neither cancelled nor held back; whether it was carried out, the publication tells. */
    boolean stands() {
        return cancelledAt == null && heldAt == null;
    }
}
