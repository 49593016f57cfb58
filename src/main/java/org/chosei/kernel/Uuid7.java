package org.chosei.kernel;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/** Makes UUID version 7 ids (RFC 9562, 5.7): ordered by time, unguessable in their 74 random bits. */
public final class Uuid7 {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Uuid7() {}

    /** A new id whose first 48 bits are the milliseconds of {@code at}. */
    public static UUID at(Instant at) {
        long high = (at.toEpochMilli() << 16) | 0x7000L | (RANDOM.nextInt() & 0x0FFFL);
        long low = (RANDOM.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /** Reads an id from a path or form; what is no id is simply not found, so that guessing teaches nothing. */
    public static UUID parse(String text) {
        if (text.length() != 36) {
            throw new Refusal.NotFound();
        }
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException notAnId) {
            throw new Refusal.NotFound();
        }
    }
}
