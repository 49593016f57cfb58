package org.chosei.crypto;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.bcpg.sig.Features;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.generators.X25519KeyPairGenerator;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.crypto.params.X25519KeyGenerationParameters;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKdfParameters;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPKeyRingGenerator;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;

/**
 * A key of our own with its private half: version 4, Ed25519 to sign and Curve25519 to decrypt in the form that GnuPG
 * 2.2 reads. Never written anywhere but sealed.
 */
public final class OwnKey {
    private final byte[] packets;

    private OwnKey(byte[] packets) {
        this.packets = packets;
        ring();
    }

    /** Makes a key pair for this user id ({@code Name <address>}), which does not expire. */
    public static OwnKey generate(String userId, Instant at) {
        try {
            return new OwnKey(ring(userId, Date.from(at)).getEncoded());
        } catch (PGPException | IOException e) {
            throw new IllegalStateException("key generation failed", e);
        }
    }

    /**
     * The key from bytes that {@link #toBytes} gave once.
     *
     * @throws IllegalArgumentException when these are not the bytes of one secret key
     */
    public static OwnKey fromBytes(byte[] packets) {
        return new OwnKey(packets.clone());
    }

    /** The secret packets without protection: whoever keeps them seals them. */
    public byte[] toBytes() {
        return packets.clone();
    }

    /** The primary key's fingerprint in upper-case hex. */
    public String fingerprint() {
        return Names.fingerprint(ring().getPublicKey());
    }

    /** The public half, to be published. */
    public OpenPgpKey certificate() {
        try {
            var keys = new ArrayList<PGPPublicKey>();
            ring().getPublicKeys().forEachRemaining(keys::add);
            return OpenPgpKey.fromBytes(new PGPPublicKeyRing(keys).getEncoded());
        } catch (IOException e) {
            throw new IllegalStateException("key in memory not readable", e);
        }
    }

    PGPPublicKey signingKey() {
        return ring().getPublicKey();
    }

    PGPPrivateKey signingSecret() throws PGPException {
        return ring().getSecretKey().extractPrivateKey(null);
    }

    /** The private subkey with this id, or our decrypting one when the sender hid the recipient (id 0). */
    Optional<PGPPrivateKey> decryptionSecret(long keyId) throws PGPException {
        for (var secret : ring()) {
            if (secret.getPublicKey().isEncryptionKey() && (keyId == 0 || secret.getKeyID() == keyId)) {
                return Optional.of(secret.extractPrivateKey(null));
            }
        }
        return Optional.empty();
    }

    private PGPSecretKeyRing ring() {
        try {
            return new PGPSecretKeyRing(packets, new BcKeyFingerprintCalculator());
        } catch (IOException | PGPException e) {
            throw new IllegalArgumentException("not the bytes of one secret key", e);
        }
    }

    private static PGPSecretKeyRing ring(String userId, Date created) throws PGPException {
        var primary = primary(created);
        var certification = subpackets(created);
        certification.setKeyFlags(true, KeyFlags.CERTIFY_OTHER | KeyFlags.SIGN_DATA);
        certification.setPreferredSymmetricAlgorithms(false, new int[] {
            SymmetricKeyAlgorithmTags.AES_256, SymmetricKeyAlgorithmTags.AES_192, SymmetricKeyAlgorithmTags.AES_128
        });
        certification.setPreferredHashAlgorithms(
                false, new int[] {HashAlgorithmTags.SHA512, HashAlgorithmTags.SHA384, HashAlgorithmTags.SHA256});
        certification.setFeature(false, Features.FEATURE_MODIFICATION_DETECTION);
        certification.setIssuerFingerprint(false, primary.getPublicKey());
        var generator = new PGPKeyRingGenerator(
                PGPSignature.POSITIVE_CERTIFICATION,
                primary,
                userId,
                new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA1),
                certification.generate(),
                null,
                new BcPGPContentSignerBuilder(PublicKeyAlgorithmTags.EDDSA_LEGACY, HashAlgorithmTags.SHA512),
                null);
        var binding = subpackets(created);
        binding.setKeyFlags(true, KeyFlags.ENCRYPT_COMMS | KeyFlags.ENCRYPT_STORAGE);
        binding.setIssuerFingerprint(false, primary.getPublicKey());
        generator.addSubKey(subkey(created), binding.generate(), null);
        return generator.generateSecretKeyRing();
    }

    private static PGPKeyPair primary(Date created) throws PGPException {
        var pairs = new Ed25519KeyPairGenerator();
        pairs.init(new Ed25519KeyGenerationParameters(new SecureRandom()));
        return new BcPGPKeyPair(
                PublicKeyPacket.VERSION_4, PublicKeyAlgorithmTags.EDDSA_LEGACY, pairs.generateKeyPair(), created);
    }

    private static PGPKeyPair subkey(Date created) throws PGPException {
        var pairs = new X25519KeyPairGenerator();
        pairs.init(new X25519KeyGenerationParameters(new SecureRandom()));
        return new BcPGPKeyPair(
                PublicKeyPacket.VERSION_4,
                PublicKeyAlgorithmTags.ECDH,
                new PGPKdfParameters(HashAlgorithmTags.SHA256, SymmetricKeyAlgorithmTags.AES_128),
                pairs.generateKeyPair(),
                created);
    }

    private static PGPSignatureSubpacketGenerator subpackets(Date created) {
        var subpackets = new PGPSignatureSubpacketGenerator();
        subpackets.setSignatureCreationTime(true, created);
        return subpackets;
    }

    @Override
    public String toString() {
        return "OwnKey[" + fingerprint() + "]";
    }
}
