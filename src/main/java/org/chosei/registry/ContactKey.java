package org.chosei.registry;

import java.time.Instant;
import java.util.UUID;
import org.chosei.kernel.OrganisationId;

/** An OpenPGP certificate whose owner has decrypted a challenge: only such keys are encrypted to or believed. */
public record ContactKey(
        UUID id, OrganisationId organisation, String fingerprint, byte[] certificate, Instant provedAt) {}
