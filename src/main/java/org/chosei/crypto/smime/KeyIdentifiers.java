package org.chosei.crypto.smime;

import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;

/** The identifier by which messages may name a certificate instead of its issuer and number. */
final class KeyIdentifiers {
    private KeyIdentifiers() {}

    /** Empty when the certificate has none. */
    static byte[] of(X509CertificateHolder certificate) {
        SubjectKeyIdentifier identifier = SubjectKeyIdentifier.fromExtensions(certificate.getExtensions());
        return identifier == null ? new byte[0] : identifier.getKeyIdentifier();
    }
}
