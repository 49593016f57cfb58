package org.chosei.crypto.smime;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.RecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Content encrypted to one certificate: EnvelopedData with AES-256-CBC, RSA PKCS #1 v1.5 or ECDH. That is what every
 * program opens: AuthEnvelopedData with AES-256-GCM, which RFC 8551 §2.7 prefers, is opened by OpenSSL 3 but not by gpgsm
 * 2.2 and many mail programs. It holds a code that is typed by hand, so nothing is given to whoever would change the
 * ciphertext.
 */
public final class CmsEncryption {
    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

    private CmsEncryption() {}

    /**
     * The message as DER.
     *
     * @throws IllegalArgumentException when this cannot be encrypted to
     */
    public static byte[] encrypt(byte[] content, byte[] certificate) {
        try {
            CMSEnvelopedDataGenerator generator = new CMSEnvelopedDataGenerator();
            generator.addRecipientInfoGenerator(recipient(new X509CertificateHolder(certificate)));
            return generator
                    .generate(
                            new CMSProcessableByteArray(content),
                            new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_CBC).build())
                    .getEncoded();
        } catch (CMSException | IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("cannot encrypt to this certificate", e);
        }
    }

    /** What wraps a content's key for this certificate: RSA, or ECDH with a key pair of this message alone. */
    static RecipientInfoGenerator recipient(X509CertificateHolder holder) throws GeneralSecurityException {
        X509Certificate certificate = new JcaX509CertificateConverter().getCertificate(holder);
        if (certificate.getPublicKey().getAlgorithm().equals("RSA")) {
            return new JceKeyTransRecipientInfoGenerator(certificate);
        }
        KeyPairGenerator ours = KeyPairGenerator.getInstance("EC", BOUNCY_CASTLE);
        ours.initialize(((ECPublicKey) certificate.getPublicKey()).getParams());
        KeyPair once = ours.generateKeyPair();
        return new JceKeyAgreeRecipientInfoGenerator(
                        CMSAlgorithm.ECDH_SHA256KDF, once.getPrivate(), once.getPublic(), CMSAlgorithm.AES256_WRAP)
                .addRecipient(certificate)
                .setProvider(BOUNCY_CASTLE);
    }
}
