package org.chosei.registry;

import org.chosei.kernel.OrganisationId;

/** An organisation was suspended or has left. Published inside the transaction that decides it. */
public record OrganisationStopped(OrganisationId organisation, OrganisationState state) {

    /** Whether it has left: then what is its own ends too, and not only what it was given to see. */
    public boolean forGood() {
        return state == OrganisationState.WITHDRAWN;
    }
}
