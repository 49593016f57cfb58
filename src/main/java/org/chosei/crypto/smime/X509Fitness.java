package org.chosei.crypto.smime;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.chosei.crypto.KeyFitness;
import org.chosei.crypto.KeyWeakness;

/**
 * An X.509 certificate judged at an instant (RFC 8550 §4.4, RFC 5280 §4.2.1.3 and .12): the counterpart of what is asked of
 * an OpenPGP certificate. Chains and revocation lists are not asked: no authority says here whose a key is.
 */
public final class X509Fitness {
    /** How far another computer's clock may run ahead of ours. */
    private static final Duration CLOCK_SKEW = Duration.ofHours(1);

    private static final int RSA_MINIMUM = 2048;
    private static final int CURVE_MINIMUM = 256;
    private static final Set<ASN1ObjectIdentifier> STRONG_DIGESTS = Set.of(
            NISTObjectIdentifiers.id_sha224,
            NISTObjectIdentifiers.id_sha256,
            NISTObjectIdentifiers.id_sha384,
            NISTObjectIdentifiers.id_sha512,
            NISTObjectIdentifiers.id_sha3_256,
            NISTObjectIdentifiers.id_sha3_384,
            NISTObjectIdentifiers.id_sha3_512,
            NISTObjectIdentifiers.id_shake256);

    private X509Fitness() {}

    /**
     * The judgement.
     *
     * @param fingerprint the certificate's, which a fit one is encrypted to by
     */
    public static KeyFitness of(X509CertificateHolder certificate, String fingerprint, Instant at) {
        Optional<KeyWeakness> weakness = weakness(certificate);
        if (weakness.isPresent()) {
            return new KeyFitness.Weak(weakness.get());
        }
        if (certificate.getNotBefore().toInstant().minus(CLOCK_SKEW).isAfter(at)) {
            return new KeyFitness.Weak(KeyWeakness.NOT_YET_VALID);
        }
        Instant end = certificate.getNotAfter().toInstant();
        if (!at.isBefore(end)) {
            return new KeyFitness.Expired(end);
        }
        return encrypts(certificate) ? new KeyFitness.Fit(fingerprint, end) : new KeyFitness.CannotEncrypt();
    }

    /** Whether a signature by it proves nothing any more, because the key or what vouches for it can be broken. */
    public static boolean isWeak(X509CertificateHolder certificate) {
        return weakness(certificate).isPresent();
    }

    /** Whether it may sign mail: where usages are named, one for signing must be among them. */
    public static boolean signs(X509CertificateHolder certificate) {
        KeyUsage usage = KeyUsage.fromExtensions(certificate.getExtensions());
        if (usage != null && !usage.hasUsages(KeyUsage.digitalSignature) && !usage.hasUsages(KeyUsage.nonRepudiation)) {
            return false;
        }
        ExtendedKeyUsage purposes = ExtendedKeyUsage.fromExtensions(certificate.getExtensions());
        return purposes == null
                || purposes.hasKeyPurposeId(KeyPurposeId.id_kp_emailProtection)
                || purposes.hasKeyPurposeId(KeyPurposeId.anyExtendedKeyUsage);
    }

    private static Optional<KeyWeakness> weakness(X509CertificateHolder certificate) {
        return keyWeakness(certificate).or(() -> signatureWeakness(certificate.getSignatureAlgorithm()));
    }

    private static Optional<KeyWeakness> keyWeakness(X509CertificateHolder certificate) {
        if (PublicKeys.isRsa(certificate)) {
            try {
                return PublicKeys.rsa(certificate).getModulus().bitLength() < RSA_MINIMUM
                        ? Optional.of(KeyWeakness.RSA_TOO_SHORT)
                        : Optional.empty();
            } catch (IOException e) {
                return Optional.of(KeyWeakness.UNKNOWN_ALGORITHM);
            }
        }
        if (PublicKeys.isEc(certificate)) {
            ASN1ObjectIdentifier curve = PublicKeys.curve(certificate);
            int bits = curve == null ? 0 : PublicKeys.curveBits(curve);
            if (bits == 0) {
                return Optional.of(KeyWeakness.UNKNOWN_ALGORITHM);
            }
            return bits < CURVE_MINIMUM ? Optional.of(KeyWeakness.CURVE_TOO_SMALL) : Optional.empty();
        }
        if (PublicKeys.isDsa(certificate)) {
            return Optional.of(KeyWeakness.DSA);
        }
        return PublicKeys.onlySigns(certificate) ? Optional.empty() : Optional.of(KeyWeakness.UNKNOWN_ALGORITHM);
    }

    /** The hash under the issuer's signature: with a broken one somebody else may have the same certificate for another key. */
    private static Optional<KeyWeakness> signatureWeakness(AlgorithmIdentifier signature) {
        AlgorithmIdentifier digest = new DefaultDigestAlgorithmIdentifierFinder().find(signature);
        return digest != null && STRONG_DIGESTS.contains(digest.getAlgorithm())
                ? Optional.empty()
                : Optional.of(KeyWeakness.WEAK_SIGNATURE);
    }

    /** Where usages are named, the one for encryption must be among them; where none is named, all are allowed. */
    private static boolean encrypts(X509CertificateHolder certificate) {
        if (PublicKeys.onlySigns(certificate)) {
            return false;
        }
        KeyUsage usage = KeyUsage.fromExtensions(certificate.getExtensions());
        int needed = PublicKeys.isRsa(certificate) ? KeyUsage.keyEncipherment : KeyUsage.keyAgreement;
        if (usage != null && !usage.hasUsages(needed)) {
            return false;
        }
        ExtendedKeyUsage purposes = ExtendedKeyUsage.fromExtensions(certificate.getExtensions());
        return purposes == null
                || purposes.hasKeyPurposeId(KeyPurposeId.id_kp_emailProtection)
                || purposes.hasKeyPurposeId(KeyPurposeId.anyExtendedKeyUsage);
    }
}
