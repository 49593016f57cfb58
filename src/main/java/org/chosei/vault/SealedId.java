package org.chosei.vault;

import java.util.UUID;

/** Points at one sealed text or file. Knowing it opens nothing: row-level security decides. */
public record SealedId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
