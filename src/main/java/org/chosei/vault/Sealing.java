package org.chosei.vault;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM with the object's place as associated data, so that sealed bytes cannot be moved to another object or key.
 * Version 1: one byte {@code 1}, 12 bytes nonce, ciphertext with 16 bytes tag; docs/formats/sealing.md.
 */
final class Sealing {
    static final byte VERSION = 1;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Sealing() {}

    static byte[] newKey() {
        byte[] key = new byte[32];
        RANDOM.nextBytes(key);
        return key;
    }

    static byte[] seal(byte[] key, String use, UUID object, byte[] clear) {
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, key, nonce, use, object, clear, 0);
        return ByteBuffer.allocate(1 + NONCE + sealed.length)
                .put(VERSION)
                .put(nonce)
                .put(sealed)
                .array();
    }

    static byte[] open(byte[] key, String use, UUID object, byte[] sealed) {
        if (sealed.length < 1 + NONCE || sealed[0] != VERSION) {
            throw new SealBroken("unknown sealing version");
        }
        return run(Cipher.DECRYPT_MODE, key, Arrays.copyOfRange(sealed, 1, 1 + NONCE), use, object, sealed, 1 + NONCE);
    }

    private static byte[] run(int mode, byte[] key, byte[] nonce, String use, UUID object, byte[] input, int offset) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(("chosei/" + VERSION + "/" + use + "/" + object).getBytes(StandardCharsets.US_ASCII));
            return cipher.doFinal(input, offset, input.length - offset);
        } catch (GeneralSecurityException e) {
            throw new SealBroken("sealed bytes do not open with this key: " + e.getMessage());
        }
    }
}
