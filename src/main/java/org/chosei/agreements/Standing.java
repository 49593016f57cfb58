package org.chosei.agreements;

import java.time.Instant;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.Organisation.RegistrationClass;
import org.jspecify.annotations.Nullable;

/**
 * The facts about an organisation on which distribution decides. States, never judges.
 *
 * @param active its registration was accepted and it is neither suspended nor withdrawn
 * @param note the newest signature under the Note of Confirmation, if any
 * @param nda the newest signature under the NDA, if any
 */
public record Standing(
        OrganisationId organisation,
        boolean active,
        @Nullable RegistrationClass registrationClass,
        @Nullable Signed note,
        @Nullable Signed nda) {

    /**
     * A signature that has not ended.
     *
     * @param version of the text that was signed
     * @param current whether that is the version in force
     * @param until when the agreement ends; null while open
     */
    public record Signed(
            int version,
            boolean current,
            Instant signedAt,
            @Nullable Instant until) {}
}
