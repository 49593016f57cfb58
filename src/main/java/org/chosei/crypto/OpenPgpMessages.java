package org.chosei.crypto;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** OpenPGP messages: encrypted once, addressed to many, and opened. Pure functions, safe from any thread. */
public final class OpenPgpMessages {
    private OpenPgpMessages() {}

    /** Signs the content and encrypts it once, under a fresh AES-256 key, for nobody yet; in the format that every key reads. */
    public static EncryptedBody encryptAndSign(byte[] content, OwnKey signer, Instant at) {
        return encryptAndSign(content, signer, at, BodyFormat.OPENPGP);
    }

    /**
     * The same in one of the formats of OpenPGP.
     *
     * @throws IllegalArgumentException when the format is one of S/MIME
     */
    public static EncryptedBody encryptAndSign(byte[] content, OwnKey signer, Instant at, BodyFormat format) {
        return MessageWriter.encryptAndSign(content, signer, at, format);
    }

    /**
     * The packet that lets this recipient open the body; the message is this packet followed by the body.
     *
     * @param fit the judgement of this key, made just before
     * @throws IllegalArgumentException when the judgement is not this key's
     */
    public static byte[] addressTo(SessionKey sessionKey, OpenPgpKey recipient, KeyFitness.Fit fit) {
        return MessageWriter.addressTo(sessionKey, recipient, fit);
    }

    /**
     * The session key of a stored body, from the packet that addresses it to ourselves: how one more recipient can be
     * added later although the session key itself is never stored. Empty when none of the keys opens it.
     */
    public static Optional<SessionKey> recover(byte[] addressPacket, byte[] body, List<OwnKey> keys) {
        return MessageReader.recover(addressPacket, body, keys);
    }

    /**
     * A stream whose bytes come out encrypted to one recipient, binary and unsigned, while they are written: nothing is held
     * as a whole. The message ends when the stream is closed, which leaves {@code out} open.
     *
     * @param fit the judgement of this key, made just before
     * @throws IllegalArgumentException when the judgement is not this key's
     */
    public static OutputStream encryptTo(OpenPgpKey recipient, KeyFitness.Fit fit, OutputStream out)
            throws IOException {
        return StreamWriter.encryptTo(recipient, fit, out);
    }

    /** The armored message ({@code PGP MESSAGE}, CRLF lines) of one recipient; of many, {@link MessageArmor} writes them. */
    public static String armor(byte[] addressPacket, byte[] body) {
        return Armor.encode(Armor.MESSAGE, addressPacket, body);
    }

    /**
     * Decrypts with whichever of our keys fits. Nothing of the plaintext is given out before its integrity is proved
     * as a whole.
     */
    public static Opened open(byte[] armoredOrBinary, List<OwnKey> keys) {
        return MessageReader.open(armoredOrBinary, keys);
    }
}
