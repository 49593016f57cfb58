package org.chosei.crypto;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a certificate may be encrypted to at an instant. Asked at registration and again just before every release,
 * because Bouncy Castle encrypts to expired and revoked keys without a word.
 */
public sealed interface KeyFitness {
    /**
     * Usable; the only ticket with which {@link OpenPgpMessages#addressTo} and {@link SmimeMessages#encrypt} address a
     * message.
     *
     * @param encryptionFingerprint the subkey to encrypt to, or the X.509 certificate itself, upper-case hex
     * @param expiresAt the earlier end of certificate and subkey, null when neither ends
     */
    record Fit(String encryptionFingerprint, @Nullable Instant expiresAt) implements KeyFitness {}

    /** The certificate, or every encryption subkey, ended at this instant. */
    record Expired(Instant at) implements KeyFitness {}

    /** The owner took the certificate, or its encryption subkeys, back. */
    record Revoked() implements KeyFitness {}

    /** Not safe to rely on. */
    record Weak(KeyWeakness weakness) implements KeyFitness {}

    /** A sound certificate without a subkey for encryption. */
    record CannotEncrypt() implements KeyFitness {}

    /** Judges the certificate at this instant; every self-signature of OpenPGP that counts is verified, once for the same bytes. */
    static KeyFitness of(Certificate key, Instant at) {
        return switch (key) {
            case OpenPgpKey openPgp -> Judgements.of(openPgp, at);
            case SmimeCertificate smime -> smime.fitness(at);
        };
    }
}
