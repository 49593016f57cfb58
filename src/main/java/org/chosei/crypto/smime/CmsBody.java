package org.chosei.crypto.smime;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.AuthEnvelopedData;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.EncryptedContentInfo;
import org.bouncycastle.asn1.cms.EnvelopedData;
import org.bouncycastle.asn1.cms.GCMParameters;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.RecipientInfoGenerator;
import org.bouncycastle.operator.jcajce.JceGenericKey;

/**
 * CMS content encrypted once, for messages of which each names one recipient alone: EnvelopedData with AES-256-CBC or
 * AuthEnvelopedData with AES-256-GCM. Bouncy Castle's generators encrypt anew for each message.
 */
public final class CmsBody {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int KEY_BYTES = 32;
    private static final int CBC_IV_BYTES = 16;
    /** Of the two, RFC 5084 §3.2 recommends the nonce of 12 and the tag of 16 bytes. */
    private static final int GCM_NONCE_BYTES = 12;

    private static final int GCM_TAG_BYTES = 16;

    private CmsBody() {}

    /**
     * What all messages share.
     *
     * @param rest all that follows the recipients, as the elements of one DER sequence
     * @param key the content's key, to be wrapped for each
     */
    public record Sealed(byte[] rest, byte[] key) {}

    /** Encrypts the content under a fresh key. */
    public static Sealed encrypt(byte[] content, boolean gcm) {
        byte[] key = random(KEY_BYTES);
        try {
            return new Sealed((gcm ? gcm(content, key) : cbc(content, key)).getEncoded(), key);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("encryption failed", e);
        }
    }

    private static ASN1Sequence cbc(byte[] content, byte[] key) throws GeneralSecurityException {
        byte[] iv = random(CBC_IV_BYTES);
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
        var algorithm = new AlgorithmIdentifier(NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(iv));
        return new DERSequence(info(algorithm, cipher.doFinal(content)));
    }

    private static ASN1Sequence gcm(byte[] content, byte[] key) throws GeneralSecurityException {
        byte[] nonce = random(GCM_NONCE_BYTES);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(GCM_TAG_BYTES * 8, nonce));
        byte[] both = cipher.doFinal(content);
        int length = both.length - GCM_TAG_BYTES;
        var algorithm =
                new AlgorithmIdentifier(NISTObjectIdentifiers.id_aes256_GCM, new GCMParameters(nonce, GCM_TAG_BYTES));
        var elements = new ASN1EncodableVector();
        elements.add(info(algorithm, Arrays.copyOf(both, length)));
        elements.add(new DEROctetString(Arrays.copyOfRange(both, length, both.length)));
        return new DERSequence(elements);
    }

    private static EncryptedContentInfo info(AlgorithmIdentifier algorithm, byte[] ciphertext) {
        return new EncryptedContentInfo(CMSObjectIdentifiers.data, algorithm, new DEROctetString(ciphertext));
    }

    /**
     * The content's key wrapped for one certificate, as a RecipientInfo in DER.
     *
     * @throws IllegalArgumentException when this cannot be encrypted to
     */
    public static byte[] addressTo(byte[] key, byte[] certificate) {
        try {
            RecipientInfoGenerator recipient = CmsEncryption.recipient(new X509CertificateHolder(certificate));
            var wrapped = new JceGenericKey(
                    new AlgorithmIdentifier(NISTObjectIdentifiers.id_aes256_CBC), new SecretKeySpec(key, "AES"));
            return recipient.generate(wrapped).getEncoded();
        } catch (CMSException | IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("cannot encrypt to this certificate", e);
        }
    }

    /** The whole message for one recipient, in DER. */
    public static byte[] message(byte[] recipientInfo, byte[] rest, boolean gcm) {
        ASN1Set recipients = new DERSet(recipient(recipientInfo));
        ASN1Sequence elements = ASN1Sequence.getInstance(rest);
        EncryptedContentInfo content = EncryptedContentInfo.getInstance(elements.getObjectAt(0));
        ASN1ObjectIdentifier type = gcm ? CMSObjectIdentifiers.authEnvelopedData : CMSObjectIdentifiers.envelopedData;
        try {
            return new ContentInfo(
                            type,
                            gcm
                                    ? new AuthEnvelopedData(
                                            null,
                                            recipients,
                                            content,
                                            null,
                                            ASN1OctetString.getInstance(elements.getObjectAt(1)),
                                            null)
                                    : new EnvelopedData(null, recipients, content, (ASN1Set) null))
                    .getEncoded("DER");
        } catch (IOException e) {
            throw new IllegalStateException("a message in memory is not writable", e);
        }
    }

    private static RecipientInfo recipient(byte[] der) {
        try {
            return RecipientInfo.getInstance(ASN1Primitive.fromByteArray(der));
        } catch (IOException e) {
            throw new IllegalArgumentException("not what addressTo made", e);
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
