package org.chosei.agreements;

import org.chosei.kernel.OrganisationId;

/** An organisation's note or NDA has ended. Published inside the transaction that ends it. */
public record AgreementEnded(OrganisationId organisation, AgreementKind kind) {}
