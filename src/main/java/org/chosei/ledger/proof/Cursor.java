package org.chosei.ledger.proof;

import java.util.HexFormat;
import java.util.UUID;

/** Reads one line strictly: what this accepts has exactly one spelling. */
final class Cursor {
    private final String text;
    private int at;

    Cursor(String text) {
        this.text = text;
    }

    /** The line is not of the format. */
    static final class Unexpected extends Exception {
        Unexpected() {
            super(null, null, false, false);
        }
    }

    int position() {
        return at;
    }

    /** What was read since {@code from}. */
    String since(int from) {
        return text.substring(from, at);
    }

    boolean sees(String literal) {
        return text.startsWith(literal, at);
    }

    /** Takes the literal if it comes next. */
    boolean takes(String literal) {
        boolean sees = sees(literal);
        if (sees) {
            at += literal.length();
        }
        return sees;
    }

    Cursor expect(String literal) throws Unexpected {
        if (!takes(literal)) {
            throw new Unexpected();
        }
        return this;
    }

    void end() throws Unexpected {
        if (at != text.length()) {
            throw new Unexpected();
        }
    }

    /** Printable ASCII up to the closing quote, without escapes. */
    String string() throws Unexpected {
        expect("\"");
        int from = at;
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at);
            if (c < 0x20 || c > 0x7e || c == '\\') {
                throw new Unexpected();
            }
            at++;
        }
        String read = since(from);
        expect("\"");
        return read;
    }

    /** A SHA-256 in lower-case hexadecimal. */
    String hash() throws Unexpected {
        String read = string();
        if (read.length() != 64 || !read.chars().allMatch(c -> c < 'A' || c > 'Z')) {
            throw new Unexpected();
        }
        try {
            HexFormat.of().parseHex(read);
        } catch (IllegalArgumentException e) {
            throw new Unexpected();
        }
        return read;
    }

    UUID uuid() throws Unexpected {
        String read = string();
        try {
            UUID uuid = UUID.fromString(read);
            if (uuid.toString().equals(read)) {
                return uuid;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new Unexpected();
    }

    /** A whole number without leading zeros. */
    long number() throws Unexpected {
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        String read = since(from);
        if (read.isEmpty() || read.length() > 18 || (read.length() > 1 && read.charAt(0) == '0')) {
            throw new Unexpected();
        }
        return Long.parseLong(read);
    }

    /** All but the last {@code tail} of what is left. */
    String untilBefore(String tail) throws Unexpected {
        int end = text.length() - tail.length();
        if (end < at || !text.endsWith(tail)) {
            throw new Unexpected();
        }
        int from = at;
        at = end;
        return since(from);
    }
}
