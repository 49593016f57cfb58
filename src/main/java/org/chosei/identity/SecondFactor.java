package org.chosei.identity;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.spec.SecretKeySpec;

/** Codes from an authenticator app: TOTP (RFC 6238) with SHA-1, six digits and 30 seconds, which every app knows. */
final class SecondFactor {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final TimeBasedOneTimePasswordGenerator CODES = new TimeBasedOneTimePasswordGenerator();

    private SecondFactor() {}

    /** 160 bits, as RFC 4226 recommends. */
    static byte[] newSecret() {
        byte[] secret = new byte[20];
        RANDOM.nextBytes(secret);
        return secret;
    }

    /**
     * The time step whose code this is, within one step of now for clocks that differ. A step must be accepted once
     * only. Looks at all three steps whatever it finds, so that the time taken tells nothing.
     */
    static OptionalLong step(byte[] secret, String typed, Instant now) {
        byte[] code = normal(typed).getBytes(StandardCharsets.UTF_8);
        long current = now.getEpochSecond() / CODES.getTimeStep().toSeconds();
        OptionalLong found = OptionalLong.empty();
        for (long step = current - 1; step <= current + 1; step++) {
            byte[] right = code(secret, step).getBytes(StandardCharsets.UTF_8);
            if (MessageDigest.isEqual(right, code)) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    private static String code(byte[] secret, long step) {
        try {
            return CODES.generateOneTimePasswordString(
                    new SecretKeySpec(secret, CODES.getAlgorithm()),
                    Instant.ofEpochSecond(step * CODES.getTimeStep().toSeconds()));
        } catch (InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Apps show the code in two groups, and Japanese input methods type wide digits. */
    private static String normal(String typed) {
        return Normalizer.normalize(typed, Normalizer.Form.NFKC).replaceAll("\\s", "");
    }

    /** What an authenticator app opens: the format that Google Authenticator's key URI page defines. */
    static String address(byte[] secret, String issuer, String account) {
        return "otpauth://totp/" + encoded(issuer) + ":" + encoded(account) + "?secret=" + Base32.of(secret)
                + "&issuer=" + encoded(issuer) + "&algorithm=SHA1&digits=6&period=30";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
