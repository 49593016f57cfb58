package org.chosei.ledger;

import java.util.List;
import java.util.Optional;
import org.chosei.kernel.CaseId;
import org.jspecify.annotations.Nullable;

/** Seals an entry's details. The vault implements it; the ledger lies below the vault and only asks. */
public interface DetailsSeal {

    /** Details in clear, under the key of the case, or of the installation when null. */
    record Clear(@Nullable CaseId caseId, byte[] bytes) {}

    /** Sealed bytes in the same order; null where the key was shredded, for what happens goes on being recorded. */
    List<byte @Nullable []> seal(List<Clear> details);

    /**
     * Opens one; for the timeline and exports that reveal details. Empty when the key was shredded.
     *
     * @throws IllegalStateException when they do not open: the installation is damaged
     */
    Optional<byte[]> open(@Nullable CaseId caseId, byte[] sealed);
}
