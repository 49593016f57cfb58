package org.chosei.crypto.smime;

import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CertificateHolder;

/** What a certificate says that its owner's program reads (RFC 4262). */
public final class Capabilities {
    private Capabilities() {}

    /** Whether AES-256-GCM is among it. A certificate that says nothing, or nothing readable, gets what every program reads. */
    public static boolean readsGcm(X509CertificateHolder certificate) {
        Extension extension = certificate.getExtension(PKCSObjectIdentifiers.pkcs_9_at_smimeCapabilities);
        if (extension == null) {
            return false;
        }
        try {
            for (var each : ASN1Sequence.getInstance(extension.getParsedValue())) {
                if (NISTObjectIdentifiers.id_aes256_GCM.equals(
                        ASN1Sequence.getInstance(each).getObjectAt(0))) {
                    return true;
                }
            }
            return false;
        } catch (RuntimeException e) {
            // Bouncy Castle answers malformed structures with any runtime exception
            return false;
        }
    }
}
