package org.chosei.crypto;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's public key with what is said of it, in either of the two formats of encrypted mail. One concept for both:
 * whoever keeps, proves, shows or watches a key need not know which it is.
 */
public sealed interface Certificate permits OpenPgpKey, SmimeCertificate {
    /** How the certificate is written. */
    enum Format {
        /** OpenPGP (RFC 9580). */
        OPENPGP,
        /** X.509 for S/MIME (RFC 5280, RFC 8550). */
        SMIME
    }

    /** Bytes of the largest upload that is looked at; larger ones are full of other people's signatures, or no key. */
    int LARGEST = 256 * 1024;

    Format format();

    /** The best way of writing a message that its owner's programs are known to read. */
    BodyFormat bodyFormat();

    /** The bytes to be stored. */
    byte[] toBytes();

    /** Its name everywhere, upper-case hex: of OpenPGP the primary key's, of X.509 the SHA-256 of the certificate. */
    String fingerprint();

    /** Names the key pair itself, upper-case hex: a renewed copy has it too. */
    String identity();

    /** Whose it says it is: user ids that the owner has signed, or the subject's distinguished name. */
    List<String> names();

    /** The e-mail addresses that it says are its owner's, as written there. */
    List<String> emailAddresses();

    /** Algorithm and size for people. */
    String algorithm();

    /** When it ends; null when it does not. */
    @Nullable
    Instant expiresAt();

    /**
     * What holds when its owner hands in another copy of the same key: nothing that the owner ever revoked comes back, and
     * of two X.509 certificates the one that ends later holds, if it is signed by the key itself. An issuer's name proves
     * nothing here, and anybody may certify a public key: such a copy is unreadable, and is proved as a new key. The result equals this one when the copy brings nothing new;
     * it is unreadable when the two together have more parts than {@link KeyReading.Reason#COSTLY} allows.
     *
     * @throws IllegalArgumentException when the copy is of another key
     */
    KeyReading joined(Certificate copy);

    /** The fingerprint in groups of four, as it is read out over the telephone. */
    default String spokenFingerprint() {
        return fingerprint().replaceAll("(.{4})(?!$)", "$1 ");
    }

    /** Whether somebody typed this fingerprint, however it was grouped. */
    default boolean isFingerprint(String typed) {
        return typed.replaceAll("[\\s:]", "").toUpperCase(Locale.ROOT).equals(fingerprint());
    }

    /** Reads what somebody uploaded, in whichever format, with every check that is too dear for each later use. */
    static KeyReading read(byte[] uploaded) {
        if (uploaded.length > LARGEST) {
            return new KeyReading.Unreadable(KeyReading.Reason.OVERSIZE);
        }
        return SmimeCertificate.looksLike(uploaded) ? SmimeCertificate.read(uploaded) : OpenPgpKey.read(uploaded);
    }

    /**
     * The certificate from bytes that {@link #toBytes} gave once.
     *
     * @throws IllegalArgumentException when these are not the bytes of one certificate of this format; of OpenPgpKey perhaps at
     *     the first use
     */
    static Certificate fromBytes(Format format, byte[] bytes) {
        return switch (format) {
            case OPENPGP -> OpenPgpKey.fromBytes(bytes);
            case SMIME -> SmimeCertificate.fromBytes(bytes);
        };
    }
}
