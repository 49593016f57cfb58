package org.chosei.registry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chosei.crypto.Certificate;
import org.chosei.crypto.KeyFitness;
import org.chosei.kernel.OrganisationId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The proved keys of organisations. Whether a key is still fit (expiry, revocation) is asked of {@code KeyFitness} at use. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class ContactKeys {
    private final ProvedKeyStore store;

    ContactKeys(ProvedKeyStore store) {
        this.store = store;
    }

    /** Proved keys, the team's and nobody's first, of each the newest proof; organisations without one are absent. One query. */
    public Map<OrganisationId, List<ContactKey>> proved(Collection<OrganisationId> organisations) {
        Map<OrganisationId, List<ContactKey>> proved = new LinkedHashMap<>();
        for (ContactKey key : store.inUse(organisations)) {
            proved.computeIfAbsent(key.organisation(), _ -> new ArrayList<>()).add(key);
        }
        return proved;
    }

    /**
     * The certificates of one organisation's proved keys, to check a signature against, the unfit ones included.
     */
    public List<Certificate> certificates(OrganisationId organisation) {
        return certificates(store.inUse(Set.of(organisation)));
    }

    /**
     * Those among them whose owner decrypted a challenge. What binds an organisation is signed with one of these: of a key
     * that was only compared on the telephone one of the staff says whose it is.
     */
    public List<Certificate> challenged(OrganisationId organisation) {
        return certificates(store.challenged(Set.of(organisation)));
    }

    /** Whose proved keys have this fingerprint, or this key id of OpenPGP's, which several may share. */
    public List<OrganisationId> ownersOf(String keyId) {
        return store.ownersOf(keyId);
    }

    private static List<Certificate> certificates(List<ContactKey> keys) {
        return keys.stream().map(ContactKey::certificate).toList();
    }

    /**
     * How many proved keys of each organisation were in use at an instant and are fit at it, each judged by its newest copy.
     * Organisations without one are absent. One query.
     */
    public Map<OrganisationId, UsableKeys> usable(Collection<OrganisationId> organisations, Instant at) {
        Map<OrganisationId, UsableKeys> usable = new LinkedHashMap<>();
        for (ContactKey key : store.inUseAt(organisations, at)) {
            if (KeyFitness.of(key.certificate(), at) instanceof KeyFitness.Fit fit) {
                UsableKeys others = usable.getOrDefault(key.organisation(), UsableKeys.NONE);
                usable.put(key.organisation(), others.and(fit.expiresAt()));
            }
        }
        return usable;
    }
}
