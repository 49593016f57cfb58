package org.chosei.crypto;

/**
 * The symmetric key of one encrypted body. It leaves this room only wrapped: addressed to a key, our own among them
 * ({@link OpenPgpMessages#addressTo}, {@link OpenPgpMessages#recover}).
 */
public final class SessionKey {
    private final byte[] key;
    private final BodyFormat format;

    SessionKey(byte[] key, BodyFormat format) {
        this.key = key.clone();
        this.format = format;
    }

    /** Of its body, which decides how it is wrapped. */
    BodyFormat format() {
        return format;
    }

    byte[] bytes() {
        return key.clone();
    }

    @Override
    public String toString() {
        return "SessionKey[redacted]";
    }
}
