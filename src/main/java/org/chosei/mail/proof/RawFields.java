package org.chosei.mail.proof;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;

/** The header fields of a message as they stand in it, byte for byte, because a signature covers exactly that. */
record RawFields(List<Field> fields, byte[] body) {
    private static final int MOST = 1000;

    /** One field with its line ends, the last included; each char is one byte. */
    record Field(String name, String whole) {
        boolean is(String other) {
            return name.equalsIgnoreCase(other);
        }

        String value() {
            return whole.substring(whole.indexOf(':') + 1);
        }
    }

    static RawFields of(byte[] raw) {
        List<Field> fields = new ArrayList<>();
        int start = 0;
        while (start < raw.length && fields.size() < MOST) {
            int end = endOfLine(raw, start);
            if (isBlank(raw, start, end)) {
                start = end;
                break;
            }
            while (end < raw.length && (raw[end] == ' ' || raw[end] == '\t')) {
                end = endOfLine(raw, end);
            }
            String whole = new String(raw, start, end - start, ISO_8859_1);
            int colon = whole.indexOf(':');
            if (colon > 0) {
                fields.add(new Field(whole.substring(0, colon).stripTrailing(), whole));
            }
            start = end;
        }
        byte[] body = new byte[raw.length - start];
        System.arraycopy(raw, start, body, 0, body.length);
        return new RawFields(List.copyOf(fields), body);
    }

    List<Field> all(String name) {
        return fields.stream().filter(field -> field.is(name)).toList();
    }

    private static int endOfLine(byte[] raw, int from) {
        for (int at = from; at < raw.length; at++) {
            if (raw[at] == '\n') {
                return at + 1;
            }
        }
        return raw.length;
    }

    private static boolean isBlank(byte[] raw, int start, int end) {
        return raw[start] == '\n' || raw[start] == '\r' && end - start == 2;
    }
}
