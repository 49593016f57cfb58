package org.chosei.registry;

import java.time.Instant;
import java.util.UUID;
import org.chosei.crypto.Certificate;
import org.chosei.kernel.OrganisationId;
import org.jspecify.annotations.Nullable;

/**
 * A certificate whose owner has decrypted a challenge, or whose fingerprint staff compared on the telephone: only such keys are encrypted to or believed.
 *
 * @param contact whose key it is; null when the organisation named none of its contacts
 */
public record ContactKey(
        UUID id,
        OrganisationId organisation,
        Certificate certificate,
        Contact.@Nullable Role contact,
        Instant provedAt) {

    /** The certificate's name everywhere. */
    public String fingerprint() {
        return certificate.fingerprint();
    }
}
