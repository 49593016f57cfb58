package org.chosei.registry;

import org.chosei.kernel.OrganisationId;

/** An organisation was suspended or has left. Published inside the transaction that decides it. */
public record OrganisationStopped(OrganisationId organisation, OrganisationState state) {}
