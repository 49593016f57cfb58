package org.chosei.registry;

import org.chosei.kernel.OrganisationId;

/** What must be on record before a step of the life cycle may be taken: a step is no word that somebody gives. */
public interface StepEvidence {

    /**
     * Lets pass what is on record.
     *
     * @throws org.chosei.kernel.Refusal.Invalid names what is missing and who can record it
     */
    void require(OrganisationId organisation, OrganisationState step);
}
