package org.chosei.registry.keys;

import java.time.Instant;
import java.util.UUID;
import org.chosei.crypto.Certificate;
import org.chosei.crypto.KeyFitness;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.Contact;
import org.jspecify.annotations.Nullable;

/**
 * A certificate that an organisation gave us and still uses; nobody encrypts to it before it is proved.
 *
 * @param contact whose it is; null when the organisation named none of its contacts
 * @param fitness whether it can be encrypted to now
 * @param challenge the newest challenge that was not answered; null when there is none or the key is proved
 * @param proof null until somebody proved it
 */
public record UploadedKey(
        UUID id,
        OrganisationId organisation,
        Certificate certificate,
        Contact.@Nullable Role contact,
        KeyFitness fitness,
        Instant uploadedAt,
        String uploadedBy,
        @Nullable Challenge challenge,
        @Nullable Proof proof) {

    /**
     * What only the key's owner can answer.
     *
     * @param message armored, encrypted to this key alone
     */
    public record Challenge(UUID id, byte[] codeHash, String message, Instant madeAt, Instant expiresAt) {
        boolean holdsAt(Instant at) {
            return at.isBefore(expiresAt);
        }
    }

    /** How we know whose key it is. */
    public enum Method {
        /** Its owner decrypted a challenge. */
        CHALLENGE,
        /** Staff called back and compared the fingerprint. */
        CALL_BACK
    }

    /**
     * The proof.
     *
     * @param by who gave it, as the ledger names actors
     */
    public record Proof(Method method, Instant at, String by) {}
}
