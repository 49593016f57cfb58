package org.chosei.distribution;

import java.util.Locale;
import org.chosei.access.Grants;
import org.chosei.registry.OrganisationStopped;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Who is suspended or has left sees nothing: its grants are cut in the transaction that decides it. */
@Component
class OrganisationStop {
    private final Grants grants;

    OrganisationStop(Grants grants) {
        this.grants = grants;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(OrganisationStopped stopped) {
        grants.revokeEverything(
                stopped.organisation(), "organisation-" + stopped.state().name().toLowerCase(Locale.ROOT));
    }
}
