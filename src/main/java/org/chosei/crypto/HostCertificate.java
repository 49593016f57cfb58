package org.chosei.crypto;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate for a host, signed by itself: whoever hands mail over and asks nobody who the host is (RFC 7435) is at least not
 * overheard.
 *
 * @param key its private half
 */
public record HostCertificate(PrivateKey key, X509Certificate certificate) {
    private static final Duration VALID = Duration.ofDays(3650);
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new key pair on P-256, which every mail server knows. */
    public static HostCertificate make(String host, Instant at) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
            KeyPair pair = generator.generateKeyPair();
            return new HostCertificate(pair.getPrivate(), certificate(pair, host, at));
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException("no certificate could be made", e);
        }
    }

    private static X509Certificate certificate(KeyPair pair, String host, Instant at)
            throws GeneralSecurityException, IOException, OperatorCreationException {
        var subject =
                new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, host).build();
        return new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                subject,
                                new BigInteger(127, RANDOM).add(BigInteger.ONE),
                                Date.from(at.minus(Duration.ofHours(1))),
                                Date.from(at.plus(VALID)),
                                subject,
                                pair.getPublic())
                        .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                        .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                        .addExtension(
                                Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                        .addExtension(
                                Extension.subjectAlternativeName,
                                false,
                                new GeneralNames(new GeneralName(GeneralName.dNSName, host)))
                        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
    }

    @Override
    public String toString() {
        return "HostCertificate[" + certificate.getSubjectX500Principal() + ", key hidden]";
    }
}
