package org.chosei.identity;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.chosei.kernel.Sha256;

/** 256 random bits that prove a session, an invitation or what else a mailed link may do. The database keeps only the hash, by which it is found. */
public record Token(String value) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

    /** A new one, from a source that nobody can guess. */
    public static Token random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return new Token(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Reads what a browser sent; what has not the form of a token is none. */
    public static Optional<Token> read(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new Token(text)) : Optional.empty();
    }

    /** SHA-256 of it: the only form that is kept. */
    public byte[] hash() {
        return Sha256.of(value.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public String toString() {
        return "Token[hidden]";
    }
}
