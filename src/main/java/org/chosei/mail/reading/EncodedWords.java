package org.chosei.mail.reading;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chosei.kernel.TextDecoding;
import org.chosei.kernel.TextDecoding.Decoded;

/**
 * Encoded words of headers (RFC 2047), decoded exactly once. Neighbouring words of one charset are joined as bytes
 * before decoding, because mailers cut ISO-2022-JP in the middle of a shifted run, and UTF-8 in the middle of a character.
 */
final class EncodedWords {
    /** Charset, RFC 2231's language suffix left out; encoding; content, in which broken mailers leave spaces. */
    private static final Pattern WORD = Pattern.compile("=\\?([^?\\s*]+)(?:\\*[^?\\s]*)?\\?([bBqQ])\\?([^?]*)\\?=");

    private EncodedWords() {}

    static String decode(String value) {
        if (!value.contains("=?")) {
            return value;
        }
        StringBuilder decoded = new StringBuilder(value.length());
        Run run = new Run();
        int end = 0;
        Matcher word = WORD.matcher(value);
        while (word.find()) {
            String between = value.substring(end, word.start());
            boolean neighbour = run.open() && between.isBlank();
            if (!neighbour || !run.sameCharset(word.group(1))) {
                run.flush(decoded);
            }
            if (!neighbour) {
                decoded.append(between);
            }
            run.add(word.group(1), word.group(2), word.group(3));
            end = word.end();
        }
        run.flush(decoded);
        return decoded.append(value, end, value.length()).toString();
    }

    private static final class Run {
        private String charset = "";
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final StringBuilder base64 = new StringBuilder();

        boolean open() {
            return !charset.isEmpty();
        }

        boolean sameCharset(String other) {
            return charset.equalsIgnoreCase(other);
        }

        void add(String charset, String encoding, String content) {
            this.charset = charset;
            if (encoding.equalsIgnoreCase("B")) {
                base64.append(content);
                // Words that end inside a quantum are continued by the next; padding ends the quantum.
                if (content.endsWith("=") || base64.length() % 4 == 0) {
                    drainBase64();
                }
            } else {
                drainBase64();
                bytes.writeBytes(TransferEncoding.quotedPrintable(
                        content.replace('_', ' ').getBytes(ISO_8859_1), true));
            }
        }

        void flush(StringBuilder into) {
            if (!open()) {
                return;
            }
            drainBase64();
            byte[] raw = bytes.toByteArray();
            into.append(TextDecoding.decode(raw, charset)
                    .map(Decoded::text)
                    .orElseGet(() -> TextDecoding.damaged(raw, charset)));
            bytes.reset();
            charset = "";
        }

        private void drainBase64() {
            bytes.writeBytes(TransferEncoding.base64(base64.toString().getBytes(ISO_8859_1)));
            base64.setLength(0);
        }
    }
}
