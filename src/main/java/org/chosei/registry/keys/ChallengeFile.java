package org.chosei.registry.keys;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.chosei.crypto.Certificate;
import org.chosei.crypto.SmimeMessages;

/** A challenge to be saved: by itself for programs of the command line, or as a message for mail programs. */
public record ChallengeFile(String name, String type, byte[] bytes) {
    private static final String SMIME = "application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m";
    private static final String MAIL = "Subject: Proof of your key\r\nMIME-Version: 1.0\r\nContent-Type: ";

    static ChallengeFile of(Certificate key, String message) {
        return switch (key.format()) {
            case OPENPGP -> new ChallengeFile("challenge.asc", "application/pgp-encrypted", bytes(message));
            case SMIME -> new ChallengeFile("smime.p7m", SMIME, SmimeMessages.unarmor(message));
        };
    }

    /** RFC 3156 §4 or RFC 8551 §3.3. */
    static ChallengeFile mail(Certificate key, String message) {
        String mail = switch (key.format()) {
            case OPENPGP ->
                MAIL + "multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=proof\r\n\r\n"
                        + "--proof\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n\r\n"
                        + "--proof\r\nContent-Type: application/octet-stream\r\n\r\n" + message
                        + "\r\n--proof--\r\n";
            case SMIME ->
                MAIL + SMIME
                        + "\r\nContent-Transfer-Encoding: base64\r\n"
                        + "Content-Disposition: attachment; filename=smime.p7m\r\n\r\n"
                        + Base64.getMimeEncoder().encodeToString(SmimeMessages.unarmor(message)) + "\r\n";
        };
        return new ChallengeFile("challenge.eml", "message/rfc822", bytes(mail));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
