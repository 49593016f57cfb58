package org.chosei.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.chosei.kernel.Iso2022Jp;

/** Text of a mail in ISO-2022-JP (RFC 1468), without loss or not at all. */
final class JisText {
    /** With both escape sequences 33 bytes make an encoded-word of 62 characters: it fits behind "Subject: ". */
    private static final int WORD_BYTES = 33;

    private JisText() {}

    /** The bytes as seven-bit text that ends in ASCII; empty when a character is missing. */
    static Optional<String> encoded(String text) {
        return Iso2022Jp.encoded(text).map(bytes -> new String(bytes, StandardCharsets.US_ASCII));
    }

    /**
     * The text as encoded-words (RFC 2047), each whole by itself: it begins and ends in ASCII.
     *
     * @param text one that {@link #encoded} can
     */
    static String encodedWords(String text) {
        List<String> words = new ArrayList<>();
        String part = "";
        for (int point : Iso2022Jp.folded(text).codePoints().toArray()) {
            String longer = part + Character.toString(point);
            if (require(longer).length() > WORD_BYTES) {
                words.add(word(part));
                longer = Character.toString(point);
            }
            part = longer;
        }
        words.add(word(part));
        return String.join(" ", words);
    }

    private static String word(String part) {
        byte[] bytes = require(part).getBytes(StandardCharsets.US_ASCII);
        return "=?ISO-2022-JP?B?" + Base64.getEncoder().encodeToString(bytes) + "?=";
    }

    private static String require(String text) {
        return encoded(text).orElseThrow(() -> new IllegalArgumentException("ISO-2022-JP lacks a character of it"));
    }
}
