package org.chosei.mail.reading;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import org.chosei.mail.reading.Unparseable.Reason;

/**
 * Splits a message into its parts by offsets (RFC 2045, 2046), under limits that hold before anything is decoded. Own
 * code rather than a library's, because a signature covers exact bytes and common parsers rewrite them.
 */
final class MimeParser {
    private final byte[] raw;
    private int count;

    private MimeParser(byte[] raw) {
        this.raw = raw;
    }

    static MimePart parse(byte[] raw) throws BrokenLimit {
        if (raw.length == 0) {
            throw new BrokenLimit(Reason.EMPTY, 0);
        }
        if (raw.length > Reason.MESSAGE_TOO_LARGE.limit()) {
            throw new BrokenLimit(Reason.MESSAGE_TOO_LARGE, raw.length);
        }
        return new MimeParser(raw).part(0, raw.length, 0, "text/plain");
    }

    private MimePart part(int start, int end, int depth, String defaultType) throws BrokenLimit {
        if (++count > Reason.TOO_MANY_PARTS.limit()) {
            throw new BrokenLimit(Reason.TOO_MANY_PARTS, count);
        }
        if (depth > Reason.TOO_DEEP.limit()) {
            throw new BrokenLimit(Reason.TOO_DEEP, depth);
        }
        int headersEnd = endOfHeaders(start, end);
        MailHeaders headers = MailHeaders.read(raw, start, headersEnd);
        int bodyStart = Lines.endOfLine(raw, headersEnd, end);
        HeaderValue type = HeaderValue.parse(headers.first("Content-Type").orElse(defaultType));
        List<MimePart> parts =
                type.value().startsWith("multipart/") ? children(type, bodyStart, end, depth + 1) : List.of();
        return new MimePart(raw, start, bodyStart, end, headers, type, parts);
    }

    /** Where the empty line starts that ends the headers; a block without one is all headers. */
    private int endOfHeaders(int start, int end) throws BrokenLimit {
        int line = start;
        while (line < end) {
            int next = Lines.endOfLine(raw, line, end);
            if (Lines.endOfText(raw, line, next) == line) {
                return line;
            }
            line = next;
            if (line - start > Reason.HEADERS_TOO_LARGE.limit()) {
                throw new BrokenLimit(Reason.HEADERS_TOO_LARGE, line - start);
            }
        }
        return end;
    }

    private List<MimePart> children(HeaderValue type, int from, int end, int depth) throws BrokenLimit {
        byte[] boundary = type.parameters().getOrDefault("boundary", "").getBytes(ISO_8859_1);
        List<MimePart> parts = new ArrayList<>();
        String childType = type.value().equals("multipart/digest") ? "message/rfc822" : "text/plain";
        int partStart = -1;
        int line = from;
        while (boundary.length > 0 && line < end) {
            int next = Lines.endOfLine(raw, line, end);
            Delimiter delimiter = delimiter(boundary, line, next);
            if (delimiter != Delimiter.NONE) {
                if (partStart >= 0) {
                    // The line end before a boundary belongs to the boundary (RFC 2046 5.1.1).
                    int partEnd = Math.max(partStart, Lines.endOfText(raw, from, line));
                    parts.add(part(partStart, partEnd, depth, childType));
                }
                partStart = next;
                if (delimiter == Delimiter.CLOSE) {
                    return parts;
                }
            }
            line = next;
        }
        if (partStart >= 0 && partStart < end) {
            parts.add(part(partStart, end, depth, childType));
        }
        return parts;
    }

    private enum Delimiter {
        NONE,
        OPEN,
        CLOSE
    }

    private Delimiter delimiter(byte[] boundary, int line, int next) {
        int end = Lines.endOfText(raw, line, next);
        while (end > line && (raw[end - 1] == ' ' || raw[end - 1] == '\t')) {
            end--;
        }
        int length = end - line - 2;
        if (length < boundary.length || raw[line] != '-' || raw[line + 1] != '-') {
            return Delimiter.NONE;
        }
        for (int i = 0; i < boundary.length; i++) {
            if (raw[line + 2 + i] != boundary[i]) {
                return Delimiter.NONE;
            }
        }
        if (length == boundary.length) {
            return Delimiter.OPEN;
        }
        boolean closes = length == boundary.length + 2 && raw[end - 1] == '-' && raw[end - 2] == '-';
        return closes ? Delimiter.CLOSE : Delimiter.NONE;
    }
}
