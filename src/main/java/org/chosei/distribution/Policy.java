package org.chosei.distribution;

import org.chosei.registry.Vetting;
import org.jspecify.annotations.Nullable;

/**
 * The distribution policy: what the gate requires, and the same in words people can read. A version is never changed.
 *
 * @param standingConsentDays an NDA consents to embargoes that end within so many days of distribution
 * @param individualRegistrationReceives whether vendors registered for their own products alone get shared notices
 * @param vetting of whom it is asked that the CSIRT made sure who it is; null in versions that said nothing of it
 */
public record Policy(
        int version,
        boolean requiresActiveRegistration,
        boolean requiresNote,
        boolean requiresCurrentNda,
        boolean individualRegistrationReceives,
        int standingConsentDays,
        boolean mailNeedsProvedKey,
        @Nullable Asked vetting,
        String ja,
        String en) {

    /** Of which vendors vetting is asked. */
    public enum Asked {
        NOBODY,
        /** Of those that registered by form since vetting is recorded. */
        REGISTERED_BY_FORM,
        EVERYBODY
    }

    /** Whether a vendor that stands so gets nothing because of it. */
    boolean asksVetting(Vetting stands) {
        if (vetting == null || stands.state().vetted()) {
            return false;
        }
        return switch (vetting) {
            case NOBODY -> false;
            case REGISTERED_BY_FORM -> stands.due();
            case EVERYBODY -> true;
        };
    }
}
