package org.chosei.crypto;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's OpenPGP certificate (the public half) as immutable bytes. Bouncy Castle's parsed objects are not
 * thread-safe, and thirty times as large, so every use parses its own copy and keeps none: a wave holds thousands.
 */
public final class OpenPgpKey implements Certificate {
    private static final Pattern ADDRESS = Pattern.compile("(?:.*<)?([^<>\\s]+@[^<>\\s]+?)>?\\s*", Pattern.DOTALL);

    private static final int V6_DIGITS = 64;

    private final byte[] packets;
    private final String fingerprint;

    private OpenPgpKey(byte[] packets) {
        this.packets = packets;
        this.fingerprint = KeyPacket.fingerprint(packets);
    }

    /** Reads what somebody uploaded, armored or binary, with every check that is too dear for each later use. */
    public static KeyReading read(byte[] armoredOrBinary) {
        return KeyUpload.read(armoredOrBinary);
    }

    /**
     * The certificate from bytes that {@link #toBytes} gave once, without the checks of {@link #read}.
     *
     * @throws IllegalArgumentException when these bytes do not begin with a public key of version 4 or 6; that the rest of them is
     *     wrong is told in the same way by the first use that needs more than the key's name
     */
    public static OpenPgpKey fromBytes(byte[] packets) {
        return new OpenPgpKey(packets.clone());
    }

    @Override
    public Format format() {
        return Format.OPENPGP;
    }

    /** Of version 4 keys always the format that GnuPG reads too: then all of them share one body. */
    @Override
    public BodyFormat bodyFormat() {
        return fingerprint.length() == V6_DIGITS && checkedForEver().readsAead()
                ? BodyFormat.OPENPGP_AEAD
                : BodyFormat.OPENPGP;
    }

    @Override
    public byte[] toBytes() {
        return packets.clone();
    }

    /** The certificate as text for people and mails. */
    public String toArmor() {
        return Armor.encode(Armor.PUBLIC_KEY, packets);
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public String identity() {
        return fingerprint;
    }

    @Override
    public List<String> names() {
        return userIds();
    }

    /** The user ids that the owner has signed and not revoked; others could have been added by anybody. */
    public List<String> userIds() {
        return checkedForEver().userIds();
    }

    @Override
    public List<String> emailAddresses() {
        return userIds().stream()
                .map(ADDRESS::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .distinct()
                .toList();
    }

    /** When the primary key says that it was made. */
    public Instant createdAt() {
        return ring().getPublicKey().getCreationTime().toInstant();
    }

    /** When the owner's newest self-signature ends the certificate. */
    @Override
    public @Nullable Instant expiresAt() {
        return checkedForEver().expiresAt();
    }

    /** Primary and encryption algorithm for people: {@code Ed25519/Curve25519}, {@code RSA 4096}. */
    @Override
    public String algorithm() {
        return Names.algorithms(ring());
    }

    /** As programs import a copy: the signatures of both, so that the newest decides and a revocation stays. */
    @Override
    public KeyReading joined(Certificate copy) {
        if (!(copy instanceof OpenPgpKey other) || !other.fingerprint.equals(fingerprint)) {
            throw new IllegalArgumentException(copy + " is no copy of " + this);
        }
        try {
            return KeyUpload.read(PGPPublicKeyRing.join(ring(), other.ring()).getEncoded());
        } catch (PGPException | IOException e) {
            throw new IllegalStateException("two certificates in memory cannot be joined", e);
        }
    }

    /** A copy for its caller alone. */
    PGPPublicKeyRing ring() {
        try {
            return new PGPPublicKeyRing(packets, new BcKeyFingerprintCalculator());
        } catch (IOException | RuntimeException e) {
            // Bouncy Castle answers malformed packets with any runtime exception.
            throw new IllegalArgumentException("not the bytes of one certificate", e);
        }
    }

    /** Names exactly these bytes, which another copy of the same key does not have. */
    String contentHash() {
        return Names.sha256(packets);
    }

    private CheckedCertificate checkedForEver() {
        return CheckedCertificate.of(this, Instant.MAX);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OpenPgpKey key && Arrays.equals(packets, key.packets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(packets);
    }

    @Override
    public String toString() {
        return "OpenPgpKey[" + fingerprint + "]";
    }
}
