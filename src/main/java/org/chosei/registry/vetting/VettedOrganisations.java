package org.chosei.registry.vetting;

import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisation.Kind;
import org.chosei.registry.Organisation.RegistrationClass;
import org.chosei.registry.Organisations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Whom there is to vet, and what vetting asks of it. The CSIRT does not vet itself. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class VettedOrganisations {
    private final Organisations organisations;
    private final VettingStore store;

    VettedOrganisations(Organisations organisations, VettingStore store) {
        this.organisations = organisations;
        this.store = store;
    }

    Organisation require(OrganisationId id) {
        return organisations
                .find(id)
                .filter(organisation -> organisation.kind() != Kind.COORDINATOR)
                .orElseThrow(Refusal.NotFound::new);
    }

    /** A general registration shows much more to a vendor, so it asks for a meeting and documents as well. */
    static boolean needsMeeting(Organisation organisation) {
        return organisation.registrationClass() == RegistrationClass.GENERAL;
    }

    /** Whether the organisation gave this number itself, so that whoever answers there proves nothing more. */
    boolean gave(OrganisationId id, String number) {
        return store.ownNumbers(id).stream().anyMatch(own -> DialledNumber.same(own, number));
    }
}
