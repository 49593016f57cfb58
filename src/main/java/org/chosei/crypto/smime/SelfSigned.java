package org.chosei.crypto.smime;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;

/** Tells whether whoever holds the private key made a certificate: only then does it follow another of the same key. */
public final class SelfSigned {
    private SelfSigned() {}

    /** Whether it names itself as its issuer and its signature verifies under its own key (RFC 5280 §3.2). */
    public static boolean is(X509CertificateHolder certificate) {
        if (!certificate.getIssuer().equals(certificate.getSubject())) {
            return false;
        }
        try {
            X509Certificate converted = new JcaX509CertificateConverter().getCertificate(certificate);
            converted.verify(converted.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            // signed by another key, or in a way that nobody here can verify
            return false;
        }
    }
}
