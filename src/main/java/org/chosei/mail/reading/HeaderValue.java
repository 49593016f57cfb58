package org.chosei.mail.reading;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chosei.kernel.TextDecoding;
import org.chosei.kernel.TextDecoding.Decoded;

/**
 * A structured header such as Content-Type: a lower-case value and its parameters. Reads RFC 2231 continuations and
 * charsets, and the encoded words that many mailers put into file names instead.
 */
record HeaderValue(String value, Map<String, String> parameters) {
    /** Escapes in a quoted value are counted, because an unbounded group would use up the stack on hostile input. */
    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*([^\\s=;\"]+)\\s*=\\s*(?:\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+){0,200}+)\"?|([^;]*))");

    private static final Pattern PIECE = Pattern.compile("([^*]+)(?:\\*(\\d{1,3}))?(\\*)?");
    private static final int MAX_PARAMETERS = 200;

    static HeaderValue parse(String header) {
        int end = header.indexOf(';');
        String value = (end < 0 ? header : header.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        Map<String, TreeMap<Integer, Piece>> pieces = new LinkedHashMap<>();
        Matcher parameter = PARAMETER.matcher(header);
        for (int count = 0; count < MAX_PARAMETERS && parameter.find(); count++) {
            String quoted = parameter.group(2);
            String content = quoted != null
                    ? quoted.replaceAll("\\\\(.)", "$1")
                    : String.valueOf(parameter.group(3)).strip();
            Matcher name = PIECE.matcher(parameter.group(1).toLowerCase(Locale.ROOT));
            if (name.matches()) {
                int number = name.group(2) == null ? 0 : Integer.parseInt(name.group(2));
                pieces.computeIfAbsent(name.group(1), key -> new TreeMap<>())
                        .putIfAbsent(number, new Piece(content, name.group(3) != null));
            }
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        pieces.forEach((name, parts) -> parameters.put(name, joined(parts)));
        return new HeaderValue(value, Map.copyOf(parameters));
    }

    private record Piece(String content, boolean encoded) {}

    private static String joined(TreeMap<Integer, Piece> pieces) {
        boolean encoded = pieces.firstEntry().getValue().encoded();
        if (!encoded) {
            StringBuilder plain = new StringBuilder();
            pieces.values().forEach(piece -> plain.append(piece.content()));
            return MailHeaders.oneLine(plain.toString());
        }
        String charset = null;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Piece piece : pieces.values()) {
            String content = piece.content();
            if (charset == null) {
                String[] marked = content.split("'", 3);
                charset = marked.length == 3 ? marked[0] : "";
                content = marked.length == 3 ? marked[2] : content;
            }
            bytes.writeBytes(piece.encoded() ? percentDecoded(content) : content.getBytes(ISO_8859_1));
        }
        byte[] raw = bytes.toByteArray();
        String declared = charset;
        return TextDecoding.decode(raw, declared)
                .map(Decoded::text)
                .orElseGet(() -> TextDecoding.damaged(raw, declared));
    }

    private static byte[] percentDecoded(String content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < content.length(); i++) {
            boolean escape = content.charAt(i) == '%' && i + 2 < content.length();
            int high = escape ? Character.digit(content.charAt(i + 1), 16) : -1;
            int low = escape ? Character.digit(content.charAt(i + 2), 16) : -1;
            if (high >= 0 && low >= 0) {
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                bytes.writeBytes(String.valueOf(content.charAt(i)).getBytes(ISO_8859_1));
            }
        }
        return bytes.toByteArray();
    }
}
