package org.chosei.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chosei.crypto.OpenPgpKey;
import org.chosei.kernel.OrganisationId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The proved keys of organisations. Whether a key is still fit (expiry, revocation) is asked of {@code KeyFitness} at use. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class ContactKeys {
    private final KeyStore store;

    ContactKeys(KeyStore store) {
        this.store = store;
    }

    /** Proved keys, newest proof first; organisations without one are absent. One query. */
    public Map<OrganisationId, List<ContactKey>> proved(Collection<OrganisationId> organisations) {
        Map<OrganisationId, List<ContactKey>> proved = new LinkedHashMap<>();
        for (ContactKey key : store.proved(organisations)) {
            proved.computeIfAbsent(key.organisation(), _ -> new ArrayList<>()).add(key);
        }
        return proved;
    }

    /** The certificates of one organisation's proved keys, to check a signature against, the unfit ones included. */
    public List<OpenPgpKey> certificates(OrganisationId organisation) {
        return store.proved(Set.of(organisation)).stream()
                .map(ContactKey::certificate)
                .map(OpenPgpKey::fromBytes)
                .toList();
    }
}
