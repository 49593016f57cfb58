package org.chosei.crypto;

import java.util.Optional;
import java.util.Set;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.SignaturePacket;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.operator.PGPContentVerifierBuilderProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPContentVerifierBuilderProvider;

/** The crypto policy: which algorithms count, and whose implementation of each is used. */
final class Algorithms {
    private static final int RSA_MINIMUM = 2048;
    private static final Set<Integer> STRONG_HASHES = Set.of(
            HashAlgorithmTags.SHA224,
            HashAlgorithmTags.SHA256,
            HashAlgorithmTags.SHA384,
            HashAlgorithmTags.SHA512,
            HashAlgorithmTags.SHA3_256,
            HashAlgorithmTags.SHA3_512);

    private Algorithms() {}

    static Optional<KeyWeakness> weakness(PGPPublicKey key) {
        return switch (key.getAlgorithm()) {
            case PublicKeyAlgorithmTags.RSA_GENERAL,
                    PublicKeyAlgorithmTags.RSA_ENCRYPT,
                    PublicKeyAlgorithmTags.RSA_SIGN ->
                key.getBitStrength() < RSA_MINIMUM ? Optional.of(KeyWeakness.RSA_TOO_SHORT) : Optional.empty();
            case PublicKeyAlgorithmTags.DSA -> Optional.of(KeyWeakness.DSA);
            case PublicKeyAlgorithmTags.ELGAMAL_ENCRYPT, PublicKeyAlgorithmTags.ELGAMAL_GENERAL ->
                Optional.of(KeyWeakness.ELGAMAL);
            case PublicKeyAlgorithmTags.ECDH,
                    PublicKeyAlgorithmTags.ECDSA,
                    PublicKeyAlgorithmTags.EDDSA_LEGACY,
                    PublicKeyAlgorithmTags.X25519,
                    PublicKeyAlgorithmTags.X448,
                    PublicKeyAlgorithmTags.Ed25519,
                    PublicKeyAlgorithmTags.Ed448 -> Optional.empty();
            default -> Optional.of(KeyWeakness.UNKNOWN_ALGORITHM);
        };
    }

    static boolean isKnownVersion(int keyVersion) {
        return keyVersion == PublicKeyPacket.VERSION_4 || keyVersion == PublicKeyPacket.VERSION_6;
    }

    /** A version 6 key makes version 6 signatures, and no other key does (RFC 9580 §5.2). */
    static boolean isOfVersion(PGPSignature signature, PGPPublicKey key) {
        return (signature.getVersion() == SignaturePacket.VERSION_6) == (key.getVersion() == PublicKeyPacket.VERSION_6);
    }

    static boolean isStrongHash(int hashAlgorithm) {
        return STRONG_HASHES.contains(hashAlgorithm);
    }

    static boolean isRsa(int keyAlgorithm) {
        return keyAlgorithm == PublicKeyAlgorithmTags.RSA_GENERAL
                || keyAlgorithm == PublicKeyAlgorithmTags.RSA_ENCRYPT
                || keyAlgorithm == PublicKeyAlgorithmTags.RSA_SIGN;
    }

    /**
     * The JDK verifies RSA, Bouncy Castle everything else: each is the faster one there, and Bouncy Castle would test
     * the modulus of every parsed RSA key for primality.
     */
    static PGPContentVerifierBuilderProvider verifiers() {
        var jdk = new JcaPGPContentVerifierBuilderProvider();
        var bouncyCastle = new BcPGPContentVerifierBuilderProvider();
        return (keyAlgorithm, hashAlgorithm) ->
                (isRsa(keyAlgorithm) ? jdk : bouncyCastle).get(keyAlgorithm, hashAlgorithm);
    }
}
