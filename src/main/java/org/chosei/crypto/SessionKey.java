package org.chosei.crypto;

/**
 * The symmetric key of one encrypted body. It leaves this room only wrapped: addressed to a key, our own among them
 * ({@link OpenPgpMessages#addressTo}, {@link OpenPgpMessages#recover}).
 */
public final class SessionKey {
    private final byte[] key;

    SessionKey(byte[] key) {
        this.key = key.clone();
    }

    byte[] bytes() {
        return key.clone();
    }

    @Override
    public String toString() {
        return "SessionKey[redacted]";
    }
}
