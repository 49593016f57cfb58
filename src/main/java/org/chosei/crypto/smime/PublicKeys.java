package org.chosei.crypto.smime;

import java.io.IOException;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jspecify.annotations.Nullable;

/** What kind of public key a certificate holds. */
final class PublicKeys {
    private static final Set<ASN1ObjectIdentifier> SIGN_ONLY = Set.of(
            EdECObjectIdentifiers.id_Ed25519, EdECObjectIdentifiers.id_Ed448, PKCSObjectIdentifiers.id_RSASSA_PSS);

    private PublicKeys() {}

    static ASN1ObjectIdentifier algorithm(X509CertificateHolder certificate) {
        return certificate.getSubjectPublicKeyInfo().getAlgorithm().getAlgorithm();
    }

    static boolean isRsa(X509CertificateHolder certificate) {
        return algorithm(certificate).equals(PKCSObjectIdentifiers.rsaEncryption);
    }

    static RSAPublicKey rsa(X509CertificateHolder certificate) throws IOException {
        return RSAPublicKey.getInstance(certificate.getSubjectPublicKeyInfo().parsePublicKey());
    }

    static boolean isDsa(X509CertificateHolder certificate) {
        return algorithm(certificate).equals(X9ObjectIdentifiers.id_dsa);
    }

    static boolean isEc(X509CertificateHolder certificate) {
        return algorithm(certificate).equals(X9ObjectIdentifiers.id_ecPublicKey);
    }

    /** An algorithm with which nothing can be encrypted. */
    static boolean onlySigns(X509CertificateHolder certificate) {
        return SIGN_ONLY.contains(algorithm(certificate));
    }

    /** The curve by its name in the certificate; null for one that is spelled out, which nobody should believe. */
    static @Nullable ASN1ObjectIdentifier curve(X509CertificateHolder certificate) {
        return certificate.getSubjectPublicKeyInfo().getAlgorithm().getParameters() instanceof ASN1ObjectIdentifier name
                ? name
                : null;
    }

    /** The size of the curve's field in bits; 0 for an unknown curve. */
    static int curveBits(ASN1ObjectIdentifier curve) {
        X9ECParameters parameters = ECNamedCurveTable.getByOID(curve);
        return parameters == null ? 0 : parameters.getCurve().getFieldSize();
    }
}
