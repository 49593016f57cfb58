package org.chosei.registry;

import java.util.Collection;
import java.util.Map;
import org.chosei.kernel.OrganisationId;
import org.chosei.mail.TeamWays;
import org.springframework.stereotype.Component;

/** Tells the mail room how teams want encrypted mail, as their contacts stand when it leaves. */
@Component
class RegisteredWays implements TeamWays {
    private final ContactStore store;

    RegisteredWays(ContactStore store) {
        this.store = store;
    }

    @Override
    public Map<OrganisationId, Way> of(Collection<OrganisationId> organisations) {
        return store.ways(organisations);
    }
}
