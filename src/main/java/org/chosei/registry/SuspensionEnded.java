package org.chosei.registry;

import org.chosei.kernel.OrganisationId;

/** A vendor is registered again and may turn out to be complete. Published inside the transaction that decides it. */
public record SuspensionEnded(OrganisationId organisation) {}
