package org.chosei.mail.reading;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.TextDecoding;
import org.chosei.kernel.TextDecoding.Decoded;
import org.chosei.mail.reading.Unparseable.Reason;

/**
 * The header block of a message or part, in order and with duplicates, because two From fields are a fact that a
 * sender check needs. Values are unfolded; raw 8-bit or ISO-2022-JP bytes, which RFC 5322 forbids and mailers send, are
 * decoded like any other text.
 */
public final class MailHeaders {
    private final List<Field> fields;

    private MailHeaders(List<Field> fields) {
        this.fields = List.copyOf(fields);
    }

    record Field(String name, String value) {}

    /** The value as it was sent but for unfolding: encoded words are still encoded. */
    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /** Every value of that name, in order. */
    public List<String> all(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value)
                .toList();
    }

    /** The value for people: encoded words decoded once (RFC 2047), controls dropped, one line. */
    public Optional<String> text(String name) {
        return first(name).map(MailHeaders::oneLine);
    }

    static String oneLine(String value) {
        return JapaneseText.withoutControls(EncodedWords.decode(value))
                .replace('\n', ' ')
                .strip();
    }

    /** Reads {@code raw[from, to)}, which ends before the empty line. */
    static MailHeaders read(byte[] raw, int from, int to) throws BrokenLimit {
        if (to - from > Reason.HEADERS_TOO_LARGE.limit()) {
            throw new BrokenLimit(Reason.HEADERS_TOO_LARGE, to - from);
        }
        List<Field> fields = new ArrayList<>();
        int start = from;
        while (start < to) {
            int end = Lines.endOfLine(raw, start, to);
            while (end < to && (raw[end] == ' ' || raw[end] == '\t')) {
                end = Lines.endOfLine(raw, end, to);
            }
            add(fields, raw, start, end);
            start = end;
        }
        return new MailHeaders(fields);
    }

    private static void add(List<Field> fields, byte[] raw, int start, int end) throws BrokenLimit {
        byte[] unfolded = unfold(raw, start, end);
        int colon = 0;
        while (colon < unfolded.length && unfolded[colon] > ' ' && unfolded[colon] != ':') {
            colon++;
        }
        String name = new String(unfolded, 0, colon, US_ASCII);
        while (colon < unfolded.length && (unfolded[colon] == ' ' || unfolded[colon] == '\t')) {
            colon++;
        }
        // A line without a name, such as mbox's "From ", is no field; others read on, and so do we.
        if (name.isEmpty() || colon == unfolded.length || unfolded[colon] != ':') {
            return;
        }
        byte[] value = Arrays.copyOfRange(unfolded, colon + 1, unfolded.length);
        String text =
                TextDecoding.decode(value, null).map(Decoded::text).orElseGet(() -> TextDecoding.damaged(value, null));
        fields.add(new Field(name, text.strip()));
    }

    /** RFC 5322 2.2.3: the line end before white space goes, the white space stays. */
    private static byte[] unfold(byte[] raw, int start, int end) throws BrokenLimit {
        byte[] unfolded = new byte[end - start];
        int length = 0;
        for (int i = start; i < end; i++) {
            byte b = raw[i];
            boolean lineEnd = b == '\n' || (b == '\r' && (i + 1 == end || raw[i + 1] == '\n'));
            if (b == 0 || (b == '\r' && !lineEnd)) {
                throw new BrokenLimit(Reason.CONTROL_IN_HEADER, b);
            }
            if (!lineEnd) {
                unfolded[length++] = b;
            }
        }
        return Arrays.copyOf(unfolded, length);
    }
}
