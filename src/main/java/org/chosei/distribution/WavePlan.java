package org.chosei.distribution;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chosei.cases.CoordinatedCase;
import org.chosei.kernel.OrganisationId;
import org.chosei.mail.Attachment;
import org.chosei.mail.EncryptedLetters;
import org.chosei.registry.ContactKey;
import org.jspecify.annotations.Nullable;

/**
 * A wave ready to be staged: everything decided, nothing written.
 *
 * @param files go beside the words
 * @param suggested why vendors were suggested, as codes, for the selection log
 * @param why what the coordinator says of the selection; empty for nothing
 */
record WavePlan(
        UUID id,
        CoordinatedCase of,
        Set<OrganisationId> vendors,
        String title,
        NoticeText notice,
        List<Attachment> files,
        int ordinal,
        Instant instant,
        int policyVersion,
        Map<OrganisationId, Gate.Decision> decisions,
        List<EncryptedLetters.Recipient> recipients,
        @Nullable Amends amends,
        Map<OrganisationId, List<String>> suggested,
        String why) {

    /** Whether nothing that a vendor would be told, by which key or for how long, differs in the other plan. */
    boolean sameAs(WavePlan other) {
        return notice.equals(other.notice)
                && policyVersion == other.policyVersion
                && vendors.stream().allMatch(vendor -> told(vendor).equals(other.told(vendor)));
    }

    Gate.Decision decision(OrganisationId vendor) {
        return Objects.requireNonNull(decisions.get(vendor));
    }

    private List<Object> told(OrganisationId vendor) {
        Gate.Decision decision = decision(vendor);
        return List.of(
                decision.answer(),
                decision.ndaVersion(),
                Optional.ofNullable(decision.until()),
                decision.keys().stream().map(ContactKey::id).limit(1).toList());
    }

    String outerSubject() {
        return "[" + of.tlp().label() + "] [" + of.number() + "]";
    }

    String innerSubject() {
        return outerSubject() + " " + title;
    }
}
