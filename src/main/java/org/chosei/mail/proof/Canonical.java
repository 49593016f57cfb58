package org.chosei.mail.proof;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.Locale;
import java.util.Optional;

/** How header and body are written before they are hashed (RFC 6376 §3.4). */
record Canonical(boolean relaxedHeader, boolean relaxedBody) {

    static Optional<Canonical> of(String tag) {
        String[] pair = tag.toLowerCase(Locale.ROOT).split("/", 2);
        String body = pair.length == 2 ? pair[1] : "simple";
        return isKnown(pair[0]) && isKnown(body)
                ? Optional.of(new Canonical(pair[0].equals("relaxed"), body.equals("relaxed")))
                : Optional.empty();
    }

    private static boolean isKnown(String algorithm) {
        return algorithm.equals("simple") || algorithm.equals("relaxed");
    }

    String header(RawFields.Field field) {
        return relaxedHeader ? relaxed(field) : field.whole();
    }

    static String relaxed(RawFields.Field field) {
        String value = field.value()
                .replaceAll("\\r?\\n", "")
                .replaceAll("[ \\t]+", " ")
                .replaceAll("^ | $", "");
        return field.name().toLowerCase(Locale.ROOT) + ":" + value + "\r\n";
    }

    byte[] body(byte[] body) {
        return relaxedBody ? relaxed(body) : simple(body);
    }

    /** Empty lines at the end go; what is left ends with one line end, and nothing at all is one line end. */
    private static byte[] simple(byte[] body) {
        int end = body.length;
        while (end >= 2 && body[end - 2] == '\r' && body[end - 1] == '\n') {
            end -= 2;
        }
        byte[] all = java.util.Arrays.copyOf(body, end + 2);
        all[end] = '\r';
        all[end + 1] = '\n';
        return all;
    }

    private static byte[] relaxed(byte[] body) {
        var all = new ByteArrayOutputStream(body.length + 2);
        int emptyLines = 0;
        int start = 0;
        while (start < body.length) {
            int end = start;
            while (end < body.length && !(body[end] == '\n' && end > start && body[end - 1] == '\r')) {
                end++;
            }
            boolean whole = end < body.length;
            byte[] line = spaced(body, start, whole ? end - 1 : end);
            if (line.length == 0 && whole) {
                emptyLines++;
            } else if (line.length > 0) {
                all.writeBytes("\r\n".repeat(emptyLines).getBytes(ISO_8859_1));
                emptyLines = 0;
                all.writeBytes(line);
                all.writeBytes(new byte[] {'\r', '\n'});
            }
            start = end + 1;
        }
        return all.toByteArray();
    }

    private static byte[] spaced(byte[] body, int start, int end) {
        var line = new ByteArrayOutputStream(end - start);
        boolean space = false;
        for (int at = start; at < end; at++) {
            boolean white = body[at] == ' ' || body[at] == '\t';
            if (!white) {
                if (space) {
                    line.write(' ');
                }
                line.write(body[at]);
            }
            space = white;
        }
        return line.toByteArray();
    }
}
