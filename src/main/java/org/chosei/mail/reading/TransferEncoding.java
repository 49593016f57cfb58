package org.chosei.mail.reading;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Locale;

/** Content transfer encodings (RFC 2045 section 6). Broken input yields what can be read of it, never an exception. */
final class TransferEncoding {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final byte[] BASE64 = new byte[128];

    static {
        Arrays.fill(BASE64, (byte) -1);
        for (int i = 0; i < ALPHABET.length(); i++) {
            BASE64[ALPHABET.charAt(i)] = (byte) i;
        }
    }

    private TransferEncoding() {}

    static byte[] decode(byte[] content, String encoding) {
        return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
            case "base64" -> base64(content);
            case "quoted-printable" -> quotedPrintable(content, false);
            default -> content;
        };
    }

    /** Skips what is not of the alphabet; padding ends a quantum, so that concatenated base64 reads on. */
    static byte[] base64(byte[] content) {
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(content.length * 3 / 4 + 3);
        int quantum = 0;
        int digits = 0;
        for (byte b : content) {
            int value = b >= 0 ? BASE64[b] : -1;
            if (value >= 0) {
                quantum = quantum << 6 | value;
                digits++;
            }
            if (digits == 4 || (b == '=' && digits > 0)) {
                writeQuantum(decoded, quantum, digits);
                quantum = 0;
                digits = 0;
            }
        }
        writeQuantum(decoded, quantum, digits);
        return decoded.toByteArray();
    }

    private static void writeQuantum(ByteArrayOutputStream decoded, int quantum, int digits) {
        int bits = quantum << (4 - digits) * 6;
        for (int i = 0; i < digits - 1; i++) {
            decoded.write(bits >> (16 - 8 * i));
        }
    }

    /** Soft line breaks go, white space at a line's end goes (RFC 2045 6.7 rule 3); a broken escape stays as written. */
    static byte[] quotedPrintable(byte[] content, boolean header) {
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(content.length);
        int i = 0;
        while (i < content.length) {
            byte b = content[i];
            if (b == '=') {
                int softEnd = endOfSoftBreak(content, i + 1);
                if (i + 2 < content.length && hex(content[i + 1]) >= 0 && hex(content[i + 2]) >= 0) {
                    decoded.write(hex(content[i + 1]) << 4 | hex(content[i + 2]));
                    i += 3;
                    continue;
                }
                if (softEnd > 0) {
                    i = softEnd;
                    continue;
                }
            } else if (!header && (b == ' ' || b == '\t')) {
                int next = i;
                while (next < content.length && (content[next] == ' ' || content[next] == '\t')) {
                    next++;
                }
                boolean trailing = next == content.length || content[next] == '\r' || content[next] == '\n';
                if (!trailing) {
                    decoded.write(content, i, next - i);
                }
                i = next;
                continue;
            }
            decoded.write(b);
            i++;
        }
        return decoded.toByteArray();
    }

    /** The index after a line end that follows only white space, or -1. */
    private static int endOfSoftBreak(byte[] content, int from) {
        int i = from;
        while (i < content.length && (content[i] == ' ' || content[i] == '\t' || content[i] == '\r')) {
            i++;
        }
        if (i == content.length) {
            return i;
        }
        return content[i] == '\n' ? i + 1 : -1;
    }

    private static int hex(byte b) {
        return b >= 0 ? Character.digit(b, 16) : -1;
    }
}
