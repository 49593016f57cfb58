package org.chosei.mail;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Text as ISO-2022-JP (RFC 1468) has it: the few characters that Unicode and JIS write differently made those of JIS, and
 * encoded without loss or not at all. {@code String.getBytes} would put a question mark where a character is missing.
 */
final class JisText {
    private static final Charset JIS = Charset.forName("ISO-2022-JP");
    /** RFC 1468 has no half-width kana; a voiced one is two of them. */
    private static final Pattern HALF_WIDTH = Pattern.compile("[\\uff61-\\uff9f]+");

    private static final String WINDOWS = "－～∥―￠￡￢";
    private static final String OF_JIS = "−〜‖—¢£¬";
    /** With both escape sequences 33 bytes make an encoded-word of 62 characters: it fits behind "Subject: ". */
    private static final int WORD_BYTES = 33;

    private JisText() {}

    /** The bytes as seven-bit text that ends in ASCII; empty when a character is missing. */
    static Optional<String> encoded(String text) {
        try {
            var bytes = JIS.newEncoder()
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .encode(CharBuffer.wrap(folded(text)));
            return Optional.of(StandardCharsets.US_ASCII.decode(bytes).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /**
     * The text as encoded-words (RFC 2047), each whole by itself: it begins and ends in ASCII.
     *
     * @param text one that {@link #encoded} can
     */
    static String encodedWords(String text) {
        List<String> words = new ArrayList<>();
        String part = "";
        for (int point : folded(text).codePoints().toArray()) {
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

    private static String folded(String text) {
        String wide =
                HALF_WIDTH.matcher(text).replaceAll(run -> Normalizer.normalize(run.group(), Normalizer.Form.NFKC));
        StringBuilder folded = new StringBuilder(wide.length());
        for (int i = 0; i < wide.length(); i++) {
            int at = WINDOWS.indexOf(wide.charAt(i));
            folded.append(at < 0 ? wide.charAt(i) : OF_JIS.charAt(at));
        }
        return folded.toString();
    }
}
