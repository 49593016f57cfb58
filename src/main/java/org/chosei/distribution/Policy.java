package org.chosei.distribution;

/**
 * The distribution policy: what the gate requires, and the same in words people can read. A version is never changed.
 *
 * @param standingConsentDays an NDA consents to embargoes that end within so many days of distribution
 * @param individualRegistrationReceives whether vendors registered for their own products alone get shared notices
 */
public record Policy(
        int version,
        boolean requiresActiveRegistration,
        boolean requiresNote,
        boolean requiresCurrentNda,
        boolean individualRegistrationReceives,
        int standingConsentDays,
        boolean mailNeedsProvedKey,
        String ja,
        String en) {}
