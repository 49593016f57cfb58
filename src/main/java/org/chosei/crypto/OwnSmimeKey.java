package org.chosei.crypto;

import java.io.IOException;
import java.security.PrivateKey;
import java.time.Instant;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.chosei.crypto.smime.OwnCertificate;

/**
 * An S/MIME key of our own with its private half and the certificate that it signs itself: RSA of 3072 bits, which every
 * mail program encrypts to. Never written anywhere but sealed.
 */
public final class OwnSmimeKey {
    private final PrivateKey secret;
    private final SmimeCertificate certificate;

    private OwnSmimeKey(PrivateKey secret, SmimeCertificate certificate) {
        this.secret = secret;
        this.certificate = certificate;
    }

    /** Makes a key pair and its certificate for this mailbox, valid for two years from this instant. */
    public static OwnSmimeKey generate(String name, String address, Instant at) {
        OwnCertificate.Made made = OwnCertificate.make(name, address, at);
        return new OwnSmimeKey(made.secret(), SmimeCertificate.fromBytes(made.certificate()));
    }

    /**
     * The key from bytes that {@link #toBytes} gave once.
     *
     * @throws IllegalArgumentException when these are not such bytes
     */
    public static OwnSmimeKey fromBytes(byte[] bytes) {
        ASN1Sequence both = ASN1Sequence.getInstance(bytes);
        return new OwnSmimeKey(
                OwnCertificate.secret(
                        ASN1OctetString.getInstance(both.getObjectAt(0)).getOctets()),
                SmimeCertificate.fromBytes(
                        ASN1OctetString.getInstance(both.getObjectAt(1)).getOctets()));
    }

    /** Secret (PKCS #8) and certificate without protection: whoever keeps them seals them. */
    public byte[] toBytes() {
        var both = new ASN1EncodableVector();
        both.add(new DEROctetString(secret.getEncoded()));
        both.add(new DEROctetString(certificate.toBytes()));
        try {
            return new DERSequence(both).getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException("a key in memory is not writable", e);
        }
    }

    /** The public half, to be published. */
    public SmimeCertificate certificate() {
        return certificate;
    }

    PrivateKey secret() {
        return secret;
    }
}
