package org.chosei.registry;

import org.chosei.kernel.OrganisationId;

/** An organisation proved a key. Told within the transaction that keeps the proof. */
public record KeyProved(OrganisationId organisation) {}
