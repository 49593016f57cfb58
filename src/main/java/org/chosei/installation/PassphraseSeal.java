package org.chosei.installation;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Seals a few bytes under a passphrase: Argon2id (RFC 9106), then AES-256-GCM. The format, version 1, is described in
 * docs/formats/passphrase-seal.md.
 */
public final class PassphraseSeal {
    /** Shorter ones fall to guessing, Argon2id or not. */
    public static final int SHORTEST_PASSPHRASE = 12;

    private static final byte[] MAGIC = "CHOSEIP1".getBytes(US_ASCII);
    private static final int SALT_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int HEADER_BYTES = MAGIC.length + 3 * Integer.BYTES + SALT_BYTES + NONCE_BYTES;

    // the second recommended option of RFC 9106 §4
    private static final Cost COST = new Cost(64 * 1024, 3, 4);

    private record Cost(int memoryKib, int passes, int lanes) {
        /** A forged header must not make us use up the host. */
        boolean isBearable() {
            return memoryKib >= 8 * lanes
                    && memoryKib <= 1024 * 1024
                    && passes >= 1
                    && passes <= 20
                    && lanes >= 1
                    && lanes <= 16;
        }
    }

    private PassphraseSeal() {}

    /** Seals; a passphrase shorter than {@link #SHORTEST_PASSPHRASE} characters is refused. */
    public static byte[] seal(byte[] content, char[] passphrase) {
        if (Character.codePointCount(passphrase, 0, passphrase.length) < SHORTEST_PASSPHRASE) {
            throw new InstallationRefused(
                    "The passphrase is too short: use at least %d characters, best several unrelated words."
                            .formatted(SHORTEST_PASSPHRASE));
        }
        byte[] salt = random(SALT_BYTES);
        byte[] nonce = random(NONCE_BYTES);
        byte[] header = ByteBuffer.allocate(HEADER_BYTES)
                .put(MAGIC)
                .putInt(COST.memoryKib())
                .putInt(COST.passes())
                .putInt(COST.lanes())
                .put(salt)
                .put(nonce)
                .array();
        try {
            byte[] body = cipher(Cipher.ENCRYPT_MODE, key(passphrase, salt, COST), nonce, header)
                    .doFinal(content);
            return ByteBuffer.allocate(header.length + body.length)
                    .put(header)
                    .put(body)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Opens what {@link #seal} made.
     *
     * @throws InstallationRefused when the passphrase is wrong, or the bytes are damaged or of another format
     */
    public static byte[] open(byte[] sealed, char[] passphrase) {
        if (sealed.length < HEADER_BYTES + TAG_BITS / 8
                || !Arrays.equals(sealed, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new InstallationRefused(
                    "This is not a key sealed under a passphrase by a Chosei that this one understands (format CHOSEIP1).");
        }
        ByteBuffer in = ByteBuffer.wrap(sealed).position(MAGIC.length);
        Cost cost = new Cost(in.getInt(), in.getInt(), in.getInt());
        if (!cost.isBearable()) {
            throw new InstallationRefused("The sealed key is damaged: it asks for %s.".formatted(cost));
        }
        byte[] salt = new byte[SALT_BYTES];
        byte[] nonce = new byte[NONCE_BYTES];
        in.get(salt).get(nonce);
        byte[] header = Arrays.copyOf(sealed, HEADER_BYTES);
        try {
            return cipher(Cipher.DECRYPT_MODE, key(passphrase, salt, cost), nonce, header)
                    .doFinal(sealed, HEADER_BYTES, sealed.length - HEADER_BYTES);
        } catch (AEADBadTagException e) {
            throw new InstallationRefused(
                    "The passphrase does not open the sealed key, or the sealed key is damaged. Check the passphrase; nothing was changed.",
                    e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, byte[] header)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(header);
        return cipher;
    }

    private static SecretKeySpec key(char[] passphrase, byte[] salt, Cost cost) {
        // one passphrase typed on two systems may arrive composed or decomposed
        String normal = Normalizer.normalize(new String(passphrase), Normalizer.Form.NFC);
        Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
        argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.memoryKib())
                .withIterations(cost.passes())
                .withParallelism(cost.lanes())
                .withSalt(salt)
                .build());
        byte[] key = new byte[32];
        argon2.generateBytes(normal.getBytes(UTF_8), key);
        return new SecretKeySpec(key, "AES");
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
