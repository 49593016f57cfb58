package org.chosei.identity;

import java.text.Normalizer;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.chosei.kernel.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Hashes passwords with Argon2id (RFC 9106; 19 MiB, two passes) and says which are good enough: length counts, not
 * kinds of characters (NIST SP 800-63B, 3.1.1).
 */
@Component
class Passwords {
    static final int SHORTEST = 12;
    static final int LONGEST = 200;
    /** Of a random password that nobody knows: an unknown account costs as much work as a known one. */
    private static final String NOBODYS =
            "$argon2id$v=19$m=19456,t=2,p=1$7sML8b6oDv7XTv0FFxG8ZA$zZrwLxYBwHGnbogAo9ORdPykEU1/oLamgDZI2wKbGKo";

    private final Argon2PasswordEncoder argon2 = new Argon2PasswordEncoder(16, 32, 1, 19_456, 2);
    /** Each hash takes 19 MiB: a flood of sign-ins waits instead of filling the memory. */
    private final Semaphore atOnce = new Semaphore(4, true);

    /** Refuses a password that is too short, too long, or that a stranger would try first. */
    void require(String password, String email) {
        String normal = normal(password);
        int length = normal.codePointCount(0, normal.length());
        if (length < SHORTEST) {
            throw new Refusal.Invalid("password", "password-short", SHORTEST);
        }
        if (length > LONGEST) {
            throw new Refusal.Invalid("password", "password-long", LONGEST);
        }
        String lower = normal.toLowerCase(Locale.ROOT);
        String account = email.toLowerCase(Locale.ROOT).replaceFirst("@.*", "");
        if (lower.codePoints().distinct().count() < 5
                || (account.length() > 3 && lower.contains(account))
                || isSequence(lower)) {
            throw new Refusal.Invalid("password", "password-guessable");
        }
    }

    String hash(String password) {
        return working(() -> argon2.encode(normal(password)));
    }

    /** Takes the same time for an account that does not exist ({@code hash} null). */
    boolean matches(String password, @Nullable String hash) {
        String tried = normal(password);
        String bounded = tried.length() > 2 * LONGEST ? "" : tried;
        return working(() -> argon2.matches(bounded, hash == null ? NOBODYS : hash)) && hash != null;
    }

    private <T> T working(Supplier<T> work) {
        atOnce.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            atOnce.release();
        }
    }

    /** A password typed with full-width characters is the same password. */
    private static String normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC);
    }

    private static boolean isSequence(String text) {
        int[] points = text.codePoints().toArray();
        int steps = 0;
        for (int i = 1; i < points.length; i++) {
            steps += Math.abs(points[i] - points[i - 1]) <= 1 ? 1 : 0;
        }
        return steps >= points.length - 3;
    }
}
