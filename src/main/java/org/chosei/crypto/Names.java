package org.chosei.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.bcpg.ECPublicBCPGKey;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;

/** How keys are named to people and in records. */
final class Names {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private Names() {}

    static String fingerprint(PGPPublicKey key) {
        return fingerprint(key.getFingerprint());
    }

    static String fingerprint(byte[] fingerprint) {
        return HEX.formatHex(fingerprint);
    }

    static String sha256(byte[] bytes) {
        try {
            return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String keyId(long keyId) {
        return HEX.toHexDigits(keyId);
    }

    static String algorithms(PGPPublicKeyRing ring) {
        var first = SelfSignatures.stream(ring.getPublicKeys())
                .filter(key -> !key.isMasterKey() && key.isEncryptionKey())
                .findFirst();
        return Stream.concat(Stream.of(ring.getPublicKey()), first.stream())
                .map(Names::algorithm)
                .distinct()
                .collect(Collectors.joining("/"));
    }

    private static String algorithm(PGPPublicKey key) {
        return switch (key.getAlgorithm()) {
            case PublicKeyAlgorithmTags.RSA_GENERAL,
                    PublicKeyAlgorithmTags.RSA_ENCRYPT,
                    PublicKeyAlgorithmTags.RSA_SIGN -> "RSA " + key.getBitStrength();
            case PublicKeyAlgorithmTags.DSA -> "DSA " + key.getBitStrength();
            case PublicKeyAlgorithmTags.ELGAMAL_ENCRYPT -> "ElGamal " + key.getBitStrength();
            case PublicKeyAlgorithmTags.ECDH, PublicKeyAlgorithmTags.ECDSA, PublicKeyAlgorithmTags.EDDSA_LEGACY ->
                curve(((ECPublicBCPGKey) key.getPublicKeyPacket().getKey()).getCurveOID());
            case PublicKeyAlgorithmTags.X25519 -> "X25519";
            case PublicKeyAlgorithmTags.X448 -> "X448";
            case PublicKeyAlgorithmTags.Ed25519 -> "Ed25519";
            case PublicKeyAlgorithmTags.Ed448 -> "Ed448";
            default -> "algorithm " + key.getAlgorithm();
        };
    }

    private static String curve(ASN1ObjectIdentifier oid) {
        return switch (oid.getId()) {
            case "1.3.6.1.4.1.3029.1.5.1" -> "Curve25519";
            case "1.3.6.1.4.1.11591.15.1" -> "Ed25519";
            case "1.2.840.10045.3.1.7" -> "NIST P-256";
            case "1.3.132.0.34" -> "NIST P-384";
            case "1.3.132.0.35" -> "NIST P-521";
            default -> "curve " + oid.getId();
        };
    }
}
