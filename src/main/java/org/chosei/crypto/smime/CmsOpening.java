package org.chosei.crypto.smime;

import java.io.IOException;
import java.io.InputStream;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSAuthEnvelopedData;
import org.bouncycastle.cms.CMSEnvelopedData;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.KeyTransRecipientId;
import org.bouncycastle.cms.KeyTransRecipientInformation;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.RecipientInformationStore;
import org.bouncycastle.cms.jcajce.JceKeyTransAuthEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyTransEnvelopedRecipient;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.chosei.crypto.Opened.Reason;
import org.jspecify.annotations.Nullable;

/** Opens CMS messages that are encrypted to a key of ours, AES alone (RFC 5652, 5083, 8551). */
public final class CmsOpening {
    private static final int LIMIT = 50 * 1024 * 1024;
    private static final Set<ASN1ObjectIdentifier> CBC = Set.of(
            NISTObjectIdentifiers.id_aes128_CBC,
            NISTObjectIdentifiers.id_aes192_CBC,
            NISTObjectIdentifiers.id_aes256_CBC);
    private static final Set<ASN1ObjectIdentifier> GCM = Set.of(
            NISTObjectIdentifiers.id_aes128_GCM,
            NISTObjectIdentifiers.id_aes192_GCM,
            NISTObjectIdentifiers.id_aes256_GCM);

    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

    private CmsOpening() {}

    /** What came of it. */
    public sealed interface Outcome {}

    /** The content; {@code authenticated} when nobody can have changed it on its way without the key. */
    public record Content(byte[] bytes, boolean authenticated) implements Outcome {}

    /** Encrypted to others. */
    public record NotForThisKey() implements Outcome {}

    /** Not to be opened, and why. */
    public record Refused(Reason reason) implements Outcome {}

    /** Tries one key. */
    public static Outcome open(byte[] der, byte[] certificate, PrivateKey secret) {
        if (der.length > LIMIT) {
            return new Refused(Reason.OVERSIZE);
        }
        try {
            ASN1ObjectIdentifier type = ContentInfo.getInstance(der).getContentType();
            X509CertificateHolder own = new X509CertificateHolder(certificate);
            if (type.equals(CMSObjectIdentifiers.envelopedData)) {
                return enveloped(new CMSEnvelopedData(der), own, secret);
            }
            if (type.equals(CMSObjectIdentifiers.authEnvelopedData)) {
                return authenticated(new CMSAuthEnvelopedData(der), own, secret);
            }
            return new Refused(Reason.NOT_ENCRYPTED);
        } catch (CMSException | IOException | RuntimeException e) {
            // Bouncy Castle answers malformed structures with any runtime exception; wrong padding looks the same
            return new Refused(Reason.MALFORMED);
        }
    }

    private static Outcome enveloped(CMSEnvelopedData data, X509CertificateHolder own, PrivateKey secret)
            throws CMSException, IOException {
        if (!CBC.contains(data.getContentEncryptionAlgorithm().getAlgorithm())) {
            return new Refused(Reason.CIPHER);
        }
        KeyTransRecipientInformation recipient = recipient(data.getRecipientInfos(), own);
        return recipient == null
                ? new NotForThisKey()
                : new Content(
                        within(recipient
                                .getContentStream(new JceKeyTransEnvelopedRecipient(secret))
                                .getContentStream()),
                        false);
    }

    private static Outcome authenticated(CMSAuthEnvelopedData data, X509CertificateHolder own, PrivateKey secret)
            throws CMSException, IOException {
        KeyTransRecipientInformation recipient = recipient(data.getRecipientInfos(), own);
        if (recipient == null) {
            return new NotForThisKey();
        }
        if (!GCM.contains(new ASN1ObjectIdentifier(algorithm(data)))) {
            return new Refused(Reason.CIPHER);
        }
        try {
            // all of it is read before any of it is believed: the tag is checked at the end
            return new Content(
                    within(recipient
                            .getContentStream((JceKeyTransAuthEnvelopedRecipient)
                                    new JceKeyTransAuthEnvelopedRecipient(secret).setContentProvider(PROVIDER))
                            .getContentStream()),
                    true);
        } catch (CMSException | IOException | RuntimeException e) {
            return new Refused(Reason.TAMPERED);
        }
    }

    private static String algorithm(CMSAuthEnvelopedData data) {
        return org.bouncycastle.asn1.cms.AuthEnvelopedData.getInstance(
                        data.toASN1Structure().getContent())
                .getAuthEncryptedContentInfo()
                .getContentEncryptionAlgorithm()
                .getAlgorithm()
                .getId();
    }

    private static @Nullable KeyTransRecipientInformation recipient(
            RecipientInformationStore all, X509CertificateHolder own) {
        var id = new KeyTransRecipientId(own.getIssuer(), own.getSerialNumber());
        byte[] identifier = KeyIdentifiers.of(own);
        for (RecipientInformation each : all) {
            boolean byName = each.getRID().equals(id);
            boolean byKey = each.getRID() instanceof KeyTransRecipientId other
                    && other.getSubjectKeyIdentifier() != null
                    && Arrays.equals(other.getSubjectKeyIdentifier(), identifier);
            if ((byName || byKey) && each instanceof KeyTransRecipientInformation ours) {
                return ours;
            }
        }
        return null;
    }

    private static byte[] within(InputStream content) throws IOException {
        byte[] all = content.readNBytes(LIMIT + 1);
        if (all.length > LIMIT) {
            throw new IOException("larger than 50 MB");
        }
        return all;
    }
}
