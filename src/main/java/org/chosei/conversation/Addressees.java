package org.chosei.conversation;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chosei.access.Grants;
import org.chosei.cases.Cases;
import org.chosei.cases.participants.Participants;
import org.chosei.crypto.KeyFitness;
import org.chosei.crypto.OpenPgpKey;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.ContactKey;
import org.chosei.registry.ContactKeys;
import org.chosei.registry.ContactPoint;
import org.chosei.registry.ContactPoints;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds how a vendor is written to. */
@Component
class Addressees {
    private final Cases cases;
    private final Grants grants;
    private final ContactPoints contacts;
    private final Participants participants;
    private final ContactKeys keys;
    private final InstantSource clock;

    Addressees(
            Cases cases,
            Grants grants,
            ContactPoints contacts,
            Participants participants,
            ContactKeys keys,
            InstantSource clock) {
        this.cases = cases;
        this.grants = grants;
        this.contacts = contacts;
        this.participants = participants;
        this.keys = keys;
        this.clock = clock;
    }

    /** Empty while the vendor sees nothing of the case: then any mail at all would be a disclosure. */
    Optional<Addressee> of(CaseId caseId, OrganisationId vendor) {
        ContactPoint team = contacts.teams(Set.of(vendor)).get(vendor);
        boolean sees = grants.holders(caseId, Set.of(vendor)).contains(vendor);
        return team == null || !sees
                ? Optional.empty()
                : Optional.of(new Addressee(
                        cases.get(caseId),
                        vendor,
                        team,
                        participants.numbers(caseId, Set.of(vendor)).getOrDefault(vendor, ""),
                        key(vendor)));
    }

    private @Nullable ContactKey key(OrganisationId vendor) {
        return keys.proved(Set.of(vendor)).getOrDefault(vendor, List.of()).stream()
                .filter(this::isFit)
                .findFirst()
                .orElse(null);
    }

    private boolean isFit(ContactKey key) {
        return key.certificate() instanceof OpenPgpKey openPgp
                && KeyFitness.of(openPgp, clock.instant()) instanceof KeyFitness.Fit;
    }
}
