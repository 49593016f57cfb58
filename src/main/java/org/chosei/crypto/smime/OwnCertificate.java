package org.chosei.crypto.smime;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
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
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes the installation's own certificate for S/MIME, signed by itself: its fingerprint is what others compare. */
public final class OwnCertificate {
    private static final int BITS = 3072;
    private static final Duration VALID = Duration.ofDays(730);
    private static final SecureRandom RANDOM = new SecureRandom();

    private OwnCertificate() {}

    /** A private key and the certificate in DER. */
    public record Made(PrivateKey secret, byte[] certificate) {}

    /** A new key pair for this mailbox. */
    public static Made make(String name, String address, Instant at) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            KeyPair pair = generator.generateKeyPair();
            return new Made(pair.getPrivate(), certificate(pair, name, address, at));
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException("no certificate could be made", e);
        }
    }

    /** The private key from its PKCS #8 bytes. */
    public static PrivateKey secret(byte[] pkcs8) {
        try {
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a private key of ours", e);
        }
    }

    private static byte[] certificate(KeyPair pair, String name, String address, Instant at)
            throws GeneralSecurityException, IOException, OperatorCreationException {
        var subject = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, name.isBlank() ? address : name)
                .build();
        var utilities = new JcaX509ExtensionUtils();
        return new JcaX509v3CertificateBuilder(
                        subject,
                        new BigInteger(127, RANDOM).add(BigInteger.ONE),
                        Date.from(at.minus(Duration.ofHours(1))),
                        Date.from(at.plus(VALID)),
                        subject,
                        pair.getPublic())
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                .addExtension(
                        Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment))
                .addExtension(
                        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_emailProtection))
                .addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.rfc822Name, address)))
                .addExtension(
                        Extension.subjectKeyIdentifier, false, utilities.createSubjectKeyIdentifier(pair.getPublic()))
                .build(new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate()))
                .getEncoded();
    }
}
