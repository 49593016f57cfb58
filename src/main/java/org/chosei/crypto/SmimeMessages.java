package org.chosei.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.chosei.crypto.smime.CmsBody;
import org.chosei.crypto.smime.CmsEncryption;
import org.chosei.crypto.smime.CmsOpening;
import org.chosei.crypto.smime.CmsSigning;

/** CMS messages for S/MIME (RFC 8551): encrypted to one certificate. Pure functions, safe from any thread. */
public final class SmimeMessages {
    private static final String BEGIN = "-----BEGIN CMS-----";
    private static final String END = "-----END CMS-----";

    private SmimeMessages() {}

    /**
     * The content encrypted to this certificate, as DER ({@code smime.p7m}).
     *
     * @param content a MIME entity, which is what mail programs expect inside
     * @param fit the judgement of this certificate, made just before
     * @throws IllegalArgumentException when the judgement is not this certificate's
     */
    public static byte[] encrypt(byte[] content, SmimeCertificate recipient, KeyFitness.Fit fit) {
        requireOf(recipient, fit);
        return CmsEncryption.encrypt(content, recipient.toBytes());
    }

    /** A detached signature by this key, in DER ({@code smime.p7s}). */
    public static byte[] sign(byte[] content, OwnSmimeKey signer, Instant at) {
        return CmsSigning.detached(
                content, signer.secret(), signer.certificate().toBytes(), at);
    }

    /**
     * Encrypts a MIME entity once, under a fresh AES-256 key, for nobody yet.
     *
     * @param format one of the two of S/MIME
     */
    public static EncryptedBody encryptOnce(byte[] content, BodyFormat format) {
        CmsBody.Sealed sealed = CmsBody.encrypt(content, isGcm(format));
        return new EncryptedBody(format, sealed.rest(), new SessionKey(sealed.key(), format));
    }

    /**
     * The part of a message that lets this recipient alone open the body.
     *
     * @param fit the judgement of this certificate, made just before
     * @throws IllegalArgumentException when the judgement is not this certificate's
     */
    public static byte[] addressTo(SessionKey sessionKey, SmimeCertificate recipient, KeyFitness.Fit fit) {
        requireOf(recipient, fit);
        return CmsBody.addressTo(sessionKey.bytes(), recipient.toBytes());
    }

    /** The message of one recipient in DER ({@code smime.p7m}). */
    public static byte[] message(byte[] address, byte[] body, BodyFormat format) {
        return CmsBody.message(address, body, isGcm(format));
    }

    private static boolean isGcm(BodyFormat format) {
        return switch (format) {
            case SMIME_GCM -> true;
            case SMIME_CBC -> false;
            case OPENPGP, OPENPGP_AEAD -> throw new IllegalArgumentException(format + " is not S/MIME");
        };
    }

    private static void requireOf(SmimeCertificate recipient, KeyFitness.Fit fit) {
        if (!fit.encryptionFingerprint().equals(recipient.fingerprint())) {
            throw new IllegalArgumentException("the judgement of another key: " + fit.encryptionFingerprint());
        }
    }

    /** Opens a message in DER with the first of our keys that it is encrypted to. */
    public static SmimeOpened open(byte[] der, List<OwnSmimeKey> keys) {
        for (OwnSmimeKey key : keys) {
            switch (CmsOpening.open(der, key.certificate().toBytes(), key.secret())) {
                case CmsOpening.Content(byte[] bytes, boolean authenticated) -> {
                    return new SmimeOpened.Plain(bytes, authenticated);
                }
                case CmsOpening.Refused(Opened.Reason reason) -> {
                    return new SmimeOpened.Broken(reason);
                }
                case CmsOpening.NotForThisKey _ -> {}
            }
        }
        return new SmimeOpened.NotForUs();
    }

    /** The message as text ({@code BEGIN CMS}, RFC 7468 §9, CRLF lines), which {@code openssl cms -inform PEM} reads. */
    public static String armor(byte[] der) {
        return BEGIN + "\r\n"
                + Base64.getMimeEncoder(64, new byte[] {'\r', '\n'}).encodeToString(der) + "\r\n" + END + "\r\n";
    }

    /**
     * The DER inside a text that {@link #armor} wrote.
     *
     * @throws IllegalArgumentException when it is no such text
     */
    public static byte[] unarmor(String text) {
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("no CMS text");
        }
        return Base64.getMimeDecoder()
                .decode(text.substring(begin + BEGIN.length(), end).getBytes(US_ASCII));
    }
}
