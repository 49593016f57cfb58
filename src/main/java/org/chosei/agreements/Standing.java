package org.chosei.agreements;

import java.time.Instant;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.Organisation.RegistrationClass;
import org.chosei.registry.Vetting;
import org.jspecify.annotations.Nullable;

/**
 * The facts about an organisation on which distribution decides. States, never judges.
 *
 * @param active its registration was accepted and it is neither suspended nor withdrawn
 * @param note the newest signature under the Note of Confirmation, if any
 * @param nda the newest signature under the NDA, if any
 * @param vetting how far the CSIRT has made sure who it is
 */
public record Standing(
        OrganisationId organisation,
        boolean active,
        @Nullable RegistrationClass registrationClass,
        @Nullable Signed note,
        @Nullable Signed nda,
        Vetting vetting) {

    /** Of an organisation of which nothing is known. */
    public static Standing unknown(OrganisationId organisation) {
        return new Standing(organisation, false, null, null, null, Vetting.NONE);
    }

    /**
     * A signature that has not ended.
     *
     * @param version of the text that was signed
     * @param current whether that is the version in force
     * @param stands whether it is, or the time to sign the one in force has not run out
     * @param standsUntil when that time runs out, or ran out; null while current
     * @param until when the agreement ends; null while open
     */
    public record Signed(
            int version,
            boolean current,
            boolean stands,
            @Nullable Instant standsUntil,
            Instant signedAt,
            @Nullable Instant until) {

        static Signed of(Signature signature, Versions versions, Instant at) {
            return of(signature.version(), signature.signedAt(), signature.until(), versions, at);
        }

        static Signed of(SignatureStore.Held held, Versions versions, Instant at) {
            return of(held.version(), held.signedAt(), held.until(), versions, at);
        }

        private static Signed of(
                int version, Instant signedAt, @Nullable Instant until, Versions versions, Instant at) {
            Instant standsUntil = versions.standsUntil(version, at);
            return new Signed(
                    version,
                    versions.inForce(at) == version,
                    standsUntil == null || at.isBefore(standsUntil),
                    standsUntil,
                    signedAt,
                    until);
        }
    }
}
