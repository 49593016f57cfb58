package org.chosei.registry;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, of which only this is kept where the thing itself must not be: codes, forms. */
public final class Hashes {
    private Hashes() {}

    /** Of all bytes at once. */
    public static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As people compare it: lower-case hexadecimal. */
    public static String shown(byte[] bytes) {
        return HexFormat.of().formatHex(sha256(bytes));
    }
}
