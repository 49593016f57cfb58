package org.chosei.crypto.smime;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTNamedCurves;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x500.style.RFC4519Style;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.cert.X509CertificateHolder;

/** What a certificate says of its owner and its key, in words for people. */
public final class Subject {
    private Subject() {}

    /** The subject's distinguished name (RFC 4519 short names). */
    public static String name(X509CertificateHolder certificate) {
        return RFC4519Style.INSTANCE.toString(certificate.getSubject());
    }

    /** The issuer's distinguished name. */
    public static String issuer(X509CertificateHolder certificate) {
        return RFC4519Style.INSTANCE.toString(certificate.getIssuer());
    }

    /** The alternative names that are mail addresses, then those in the distinguished name as older certificates have them (RFC 8550 §3). */
    public static List<String> emailAddresses(X509CertificateHolder certificate) {
        return Stream.concat(alternative(certificate), distinguished(certificate))
                .distinct()
                .toList();
    }

    private static Stream<String> alternative(X509CertificateHolder certificate) {
        Extension extension = certificate.getExtension(Extension.subjectAlternativeName);
        if (extension == null) {
            return Stream.empty();
        }
        try {
            return Arrays.stream(
                            GeneralNames.getInstance(extension.getParsedValue()).getNames())
                    .filter(name -> name.getTagNo() == GeneralName.rfc822Name)
                    .map(name -> name.getName().toString());
        } catch (RuntimeException e) {
            // unreadable names are none
            return Stream.empty();
        }
    }

    private static Stream<String> distinguished(X509CertificateHolder certificate) {
        return Arrays.stream(certificate.getSubject().getRDNs(PKCSObjectIdentifiers.pkcs_9_at_emailAddress))
                .map(rdn -> IETFUtils.valueToString(rdn.getFirst().getValue()));
    }

    /** {@code RSA 3072}, {@code P-256}. */
    public static String algorithm(X509CertificateHolder certificate) {
        if (PublicKeys.isRsa(certificate)) {
            try {
                return "RSA " + PublicKeys.rsa(certificate).getModulus().bitLength();
            } catch (IOException e) {
                return "RSA";
            }
        }
        ASN1ObjectIdentifier curve = PublicKeys.isEc(certificate) ? PublicKeys.curve(certificate) : null;
        if (curve != null) {
            String name = NISTNamedCurves.getName(curve);
            String other = ECNamedCurveTable.getName(curve);
            return name != null ? name : other != null ? other : "curve " + curve;
        }
        return "algorithm " + PublicKeys.algorithm(certificate);
    }
}
