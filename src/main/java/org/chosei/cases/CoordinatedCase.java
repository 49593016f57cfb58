package org.chosei.cases;

import java.time.Instant;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.Tlp;
import org.chosei.vault.SealedId;

/** A case without its words: the title is opened through the vault by whoever may. */
public record CoordinatedCase(CaseId id, String number, Tlp tlp, SealedId title, Instant openedAt, Standing standing) {

    /** Whether it was closed or merged: nothing new goes out and nothing is decided any more. */
    public boolean ended() {
        return standing.end() != null;
    }
}
