package org.chosei.distribution;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chosei.cases.CoordinatedCase;
import org.chosei.kernel.OrganisationId;
import org.chosei.mail.EncryptedLetters;

/** A wave ready to be staged: everything decided, nothing written. */
record WavePlan(
        CoordinatedCase of,
        Set<OrganisationId> vendors,
        String title,
        NoticeText notice,
        int ordinal,
        Instant instant,
        int policyVersion,
        Map<OrganisationId, Gate.Decision> decisions,
        List<EncryptedLetters.Recipient> recipients) {

    String outerSubject() {
        return "[" + of.tlp().label() + "] [" + of.number() + "]";
    }

    String innerSubject() {
        return outerSubject() + " " + title;
    }
}
