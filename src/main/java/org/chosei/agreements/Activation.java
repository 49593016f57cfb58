package org.chosei.agreements;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.ContactKey;
import org.chosei.registry.ContactKeys;
import org.chosei.registry.KeyProved;
import org.chosei.registry.Organisations;
import org.chosei.registry.SuspensionEnded;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** A registered vendor is active once it has signed note and NDA and proved a key, whichever comes last. */
@Component
class Activation {
    private final Standings standings;
    private final ContactKeys keys;
    private final Organisations organisations;

    Activation(Standings standings, ContactKeys keys, Organisations organisations) {
        this.standings = standings;
        this.keys = keys;
        this.organisations = organisations;
    }

    /** Runs in the transaction that keeps the proof. */
    @EventListener
    void on(KeyProved proved) {
        consider(proved.organisation());
    }

    /** Runs in the transaction that ends the suspension. */
    @EventListener
    void on(SuspensionEnded ended) {
        consider(ended.organisation());
    }

    void consider(OrganisationId organisation) {
        Set<OrganisationId> one = Set.of(organisation);
        Map<OrganisationId, List<ContactKey>> proved = keys.proved(one);
        Standing standing = standings.of(one).get(organisation);
        if (standing != null && standing.note() != null && standing.nda() != null && proved.containsKey(organisation)) {
            organisations.activate(organisation);
        }
    }
}
