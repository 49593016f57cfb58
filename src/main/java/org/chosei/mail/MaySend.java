package org.chosei.mail;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.jspecify.annotations.Nullable;

/**
 * Asked again just before mail of a case leaves. The room that decides what a vendor may learn implements it; this room
 * only asks. Runs in the sender's transaction, under its scope (purpose mail-out).
 */
public interface MaySend {

    /** A delivery about to leave, encrypted to the certificate of this fingerprint. */
    record Candidate(
            UUID delivery, CaseId caseId, @Nullable UUID wave, OrganisationId organisation, String fingerprint) {}

    /** Which of them may leave now; the others are held back for ever. */
    Set<UUID> allowed(Collection<Candidate> candidates);
}
