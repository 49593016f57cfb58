package org.chosei.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.chosei.mail.wire.AddressText;

/** Header fields as bytes want them: one line in, folded ASCII out (RFC 5322 §2.2.3, RFC 2047). */
final class HeaderText {
    private static final int LINE = 76;
    // 39 bytes make an encoded-word of 64 characters: it fits behind every field name used here.
    private static final int WORD_BYTES = 39;
    private static final Pattern PHRASE = Pattern.compile("[!#-'*+\\-/0-9=?A-Z^-~]+( [!#-'*+\\-/0-9=?A-Z^-~]+)*");

    private HeaderText() {}

    /** A whole field with its line end; {@code value} is ASCII by now. */
    static String field(String name, String value) {
        var out = new StringBuilder(name).append(": ");
        int column = out.length();
        boolean first = true;
        for (String token : requireLine(name, value).split(" ", -1)) {
            if (token.length() > 900) {
                throw new IllegalArgumentException("Header " + name + " has a word that no line can hold");
            }
            if (!first && column + 1 + token.length() > LINE) {
                out.append("\r\n ");
                column = 1;
            } else if (!first) {
                out.append(' ');
                column++;
            }
            out.append(token);
            column += token.length();
            first = false;
        }
        return out.append("\r\n").toString();
    }

    /**
     * Free text for a header. ASCII words before the first other one stay readable, so that a tag at the front survives
     * mail programs that break encoded-words.
     */
    static String unstructured(String text) {
        return unstructured(text, HeaderText::encodedWords);
    }

    static String unstructured(String text, UnaryOperator<String> encodedWords) {
        requireLine("text", text);
        boolean spacing = text.startsWith(" ") || text.endsWith(" ") || text.contains("  ");
        List<String> words = new ArrayList<>(List.of(text.split(" ", -1)));
        int first = 0;
        while (!spacing && first < words.size() && isPlain(words.get(first))) {
            first++;
        }
        String plain = String.join(" ", words.subList(0, first));
        if (first == words.size()) {
            return plain;
        }
        String encoded = encodedWords.apply(String.join(" ", words.subList(first, words.size())));
        return plain.isEmpty() ? encoded : plain + " " + encoded;
    }

    /** {@code address} or {@code name <address>}, ready for From, To and Reply-To. */
    static String mailbox(String text) {
        requireLine("address", text);
        int open = text.lastIndexOf('<');
        if (open < 0) {
            return AddressText.requireAddress(text);
        }
        if (!text.endsWith(">")) {
            throw new IllegalArgumentException("Not a mail address: " + shown(text));
        }
        String address = AddressText.requireAddress(text.substring(open + 1, text.length() - 1));
        String name = text.substring(0, open).strip();
        if (name.length() > 1 && name.startsWith("\"") && name.endsWith("\"")) {
            name = name.substring(1, name.length() - 1).replaceAll("\\\\(.)", "$1");
        }
        return name.isEmpty() ? address : phrase(name) + " <" + address + ">";
    }

    /** @throws IllegalArgumentException on CR, LF, NUL and every other control character, and on half a surrogate pair */
    static String requireLine(String what, String value) {
        if (isAscii(value)) {
            return value;
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "Control characters (a line break?) are not allowed in " + what + ": " + shown(value));
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
            throw new IllegalArgumentException("Half a surrogate pair is not allowed in " + what);
        }
        return value;
    }

    private static boolean isAscii(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    static String shown(String value) {
        String line = value.replaceAll("\\p{Cntrl}", "?");
        return line.length() > 80 ? line.substring(0, 80) + "…" : line;
    }

    private static boolean isPlain(String word) {
        return !word.contains("=?") && word.chars().allMatch(c -> c > ' ' && c < 127) && word.length() <= LINE;
    }

    private static String phrase(String name) {
        if (name.chars().anyMatch(c -> c >= 127) || name.contains("=?")) {
            return encodedWords(name);
        }
        return PHRASE.matcher(name).matches()
                ? name
                : '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    // Each word is whole by itself: RFC 2047 §5 forbids to split a character over two.
    static String encodedWords(String text) {
        var words = new ArrayList<String>();
        var part = new StringBuilder();
        int bytes = 0;
        for (int codePoint : text.codePoints().toArray()) {
            int size = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8).length;
            if (bytes + size > WORD_BYTES) {
                words.add(encodedWord(part));
                part.setLength(0);
                bytes = 0;
            }
            part.appendCodePoint(codePoint);
            bytes += size;
        }
        words.add(encodedWord(part));
        return String.join(" ", words);
    }

    private static String encodedWord(CharSequence text) {
        byte[] utf8 = text.toString().getBytes(StandardCharsets.UTF_8);
        return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(utf8) + "?=";
    }
}
