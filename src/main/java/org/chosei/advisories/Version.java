package org.chosei.advisories;

import java.time.Instant;
import java.util.UUID;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;

/** A saved draft. Author and approver are actors as the ledger names them; never the same person. */
public record Version(
        UUID id,
        int ordinal,
        SealedId content,
        String author,
        Instant madeAt,
        @Nullable String approver,
        @Nullable Instant approvedAt) {

    public boolean approved() {
        return approver != null;
    }
}
