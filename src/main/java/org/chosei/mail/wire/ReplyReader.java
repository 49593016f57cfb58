package org.chosei.mail.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads replies strictly (RFC 5321 §4.2): a reply that is not exactly one says nothing about any mail, and nothing after it can be
 * attributed to one either.
 */
final class ReplyReader {
    private static final int LONGEST_LINE = 2_000;
    private static final int MOST_LINES = 100;

    private final InputStream in;
    private final byte[] buffer = new byte[4_096];
    private int at;
    private int end;

    ReplyReader(InputStream in) {
        this.in = in;
    }

    /** The next reply, for which it waits. */
    SmtpReply next() throws IOException {
        List<String> words = new ArrayList<>(1);
        int code = 0;
        for (boolean more = true; more; ) {
            String line = line();
            int each = code(line);
            if (!words.isEmpty() && each != code || words.size() == MOST_LINES) {
                throw new ProtocolException("not a reply: " + line);
            }
            code = each;
            more = line.length() > 3 && line.charAt(3) == '-';
            words.add(line.length() > 4 ? line.substring(4) : "");
        }
        return new SmtpReply(code, words);
    }

    /** Whether something has come that nobody asked for yet. */
    boolean ahead() throws IOException {
        return at < end || in.available() > 0;
    }

    private static int code(String line) throws ProtocolException {
        boolean shaped = line.length() >= 3
                && line.charAt(0) >= '2'
                && line.charAt(0) <= '5'
                && Character.isDigit(line.charAt(1))
                && Character.isDigit(line.charAt(2))
                && (line.length() == 3 || line.charAt(3) == ' ' || line.charAt(3) == '-');
        if (!shaped) {
            throw new ProtocolException("not a reply: " + line);
        }
        return Integer.parseInt(line, 0, 3, 10);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(80);
        while (true) {
            int b = read();
            boolean ended = !line.isEmpty() && line.charAt(line.length() - 1) == '\r';
            if (ended && b == '\n') {
                line.setLength(line.length() - 1);
                return shown(line);
            }
            if (ended || b == '\n' || line.length() == LONGEST_LINE) {
                throw new ProtocolException("not a line: " + shown(line));
            }
            line.append((char) b);
        }
    }

    private int read() throws IOException {
        if (at == end) {
            end = in.read(buffer);
            at = 0;
            if (end < 0) {
                end = 0;
                throw new EOFException("the relay closed the connection");
            }
        }
        return buffer[at++] & 0xff;
    }

    /** What people and the database get to see of a line that was read as Latin-1. */
    private static String shown(StringBuilder line) {
        if (line.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            return line.toString();
        }
        String text = new String(line.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
