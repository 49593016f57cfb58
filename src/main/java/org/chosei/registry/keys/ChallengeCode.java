package org.chosei.registry.keys;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Locale;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Sha256;

/** A code that cannot be guessed (100 bits) and can be typed: four groups of five, without letters that look like digits. */
record ChallengeCode(String value) {
    private static final String LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final SecureRandom RANDOM = new SecureRandom();

    static ChallengeCode random() {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            code.append(i > 0 && i % 5 == 0 ? "-" : "").append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return new ChallengeCode(code.toString());
    }

    /** What is kept of it. */
    byte[] hash() {
        return hashOf(value);
    }

    /** Whether somebody typed this code, however they spaced or widened it. */
    static boolean matches(String typed, byte[] hash) {
        return MessageDigest.isEqual(hashOf(typed), hash);
    }

    private static byte[] hashOf(String text) {
        String letters = JapaneseText.plain(text).toUpperCase(Locale.ROOT).replaceAll("[^0-9A-Z]", "");
        return Sha256.of(letters.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "ChallengeCode[hidden]";
    }
}
