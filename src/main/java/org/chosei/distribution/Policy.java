package org.chosei.distribution;

import org.chosei.kernel.Tlp;
import org.chosei.registry.Vetting;
import org.jspecify.annotations.Nullable;

/**
 * The distribution policy: what the gate requires, and the same in words people can read. A version is never changed. What
 * older versions said nothing of is null in them.
 *
 * @param standingConsentDays an NDA consents to embargoes that end within so many days of distribution
 * @param individualRegistrationReceives whether vendors registered for their own products alone get shared notices; where
 *     {@code individual} is given, that decides
 * @param vetting of whom it is asked that the CSIRT made sure who it is
 * @param individual what vendors registered for their own products alone get
 * @param red who may get what is TLP:RED
 * @param wishes whether the wishes of whoever brought the case bind
 * @param approval whether a wave needs another person's approval
 * @param approvalFrom of {@link Approval#FROM_TLP}: this TLP and those more confidential
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
        @Nullable Individual individual,
        @Nullable Red red,
        @Nullable Wishes wishes,
        @Nullable Approval approval,
        @Nullable Tlp approvalFrom,
        String ja,
        String en) {

    /** Of which vendors vetting is asked. */
    public enum Asked {
        NOBODY,
        /** Of those that registered by form since vetting is recorded. */
        REGISTERED_BY_FORM,
        EVERYBODY
    }

    /** What vendors with an individual registration get. */
    public enum Individual {
        NOTHING,
        /** Cases in which one of their registered products was found. */
        OWN_PRODUCTS,
        EVERYTHING
    }

    /** Who may get what is TLP:RED. */
    public enum Red {
        AS_OTHERS,
        /** Whoever accepted the embargo's terms itself; standing consent is not enough. */
        OWN_ACCEPTANCE,
        NOBODY
    }

    /** Whether hold, release and permitted recipients decide. */
    public enum Wishes {
        BINDING,
        IGNORED
    }

    /** Which waves need the approval of another person than the planner. */
    public enum Approval {
        NONE,
        FROM_TLP,
        ALWAYS
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

    /** What individual registrations get, also by versions that knew only everything and nothing. */
    Individual forIndividual() {
        if (individual != null) {
            return individual;
        }
        return individualRegistrationReceives ? Individual.EVERYTHING : Individual.NOTHING;
    }

    Red forRed() {
        return red == null ? Red.AS_OTHERS : red;
    }

    boolean wishesBind() {
        return wishes != Wishes.IGNORED;
    }

    /** Whether a wave of a case with this TLP waits for another person. */
    public boolean asksApproval(Tlp tlp) {
        if (approval == null) {
            return false;
        }
        return switch (approval) {
            case NONE -> false;
            case FROM_TLP -> approvalFrom == null || tlp.compareTo(approvalFrom) <= 0;
            case ALWAYS -> true;
        };
    }
}
