package org.chosei.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of a mail or a file into text when the declared charset may be missing, wrong, or a vendor's dialect
 * under the standard's name. Decoding is strict: a replacement or private-use character counts as failure, because it
 * is how lost text looks.
 */
public final class TextDecoding {
    private static final String JIS = "ISO-2022-JP";
    /** Reads Outlook's extension rows (①, 髙), which strict ISO-2022-JP refuses. */
    private static final String JIS_OUTLOOK = "x-windows-iso2022jp";
    /** Reads JIS X 0212 after {@code ESC $ ( D}, which the other two refuse. */
    private static final String JIS_0212 = "x-windows-50221";

    private static final String EUC = "EUC-JP";
    private static final String EUC_EXTENDED = "x-eucJP-Open";
    private static final String SJIS = "Shift_JIS";
    private static final String WINDOWS = "windows-31j";

    /** Charsets that a mail may name; EBCDIC, UTF-7 and guessing decoders would let text hide from checks. */
    private static final Pattern ALLOWED = Pattern.compile(
            "UTF-8|UTF-16(BE|LE)?|US-ASCII|ISO-8859-\\d+|windows-\\d+[a-z]?|ISO-2022-(JP|KR).*|x-windows-(iso2022jp|5022[01])"
                    + "|Shift_JIS|EUC-(JP|KR)|x-eucJP-Open|GBK|GB2312|GB18030|Big5|KOI8-[RU]|TIS-620");

    private TextDecoding() {}

    /** Text, and the charset (Java's canonical name) that read it without loss. */
    public record Decoded(String text, String charset) {}

    /**
     * Decodes without loss, or says that it cannot. Order: byte order mark; the declared charset and its dialects;
     * ISO-2022-JP when there are its escapes; UTF-8; EUC-JP and Windows-31J. Another reading beats an earlier one only
     * when it is clearly better Japanese, which is how a wrong declaration shows.
     *
     * @param declared the charset that the sender named, if it did
     */
    public static Optional<Decoded> decode(byte[] bytes, @Nullable String declared) {
        Optional<Decoded> marked = byMark(bytes);
        if (marked.isPresent()) {
            return marked;
        }
        Decoded best = null;
        for (String charset : candidates(bytes, declared)) {
            Optional<Decoded> reading = strictly(bytes, charset);
            if (reading.isPresent() && (best == null || likeness(reading.get().text()) > likeness(best.text()))) {
                best = reading.get();
            }
        }
        return Optional.ofNullable(best);
    }

    /**
     * Text to show when {@link #decode} gave up: every character that could not be read is U+FFFD. For people's eyes
     * and for finding which fields survived; never to be kept in place of the bytes.
     */
    public static String damaged(byte[] bytes, @Nullable String declared) {
        String best = "";
        long fewest = Long.MAX_VALUE;
        for (String charset : candidates(bytes, declared)) {
            String text = leniently(bytes, charset);
            long lost = text.codePoints().filter(TextDecoding::isLost).count() * 4 - likeness(text);
            if (lost < fewest) {
                fewest = lost;
                best = text;
            }
        }
        return best;
    }

    private static Set<String> candidates(byte[] bytes, @Nullable String declared) {
        Set<String> charsets = new LinkedHashSet<>();
        boolean escapes = hasJisEscape(bytes);
        String known = known(declared);
        if (known != null && (!escapes || known.contains("2022") || known.startsWith("x-windows"))) {
            charsets.addAll(dialects(known, bytes));
        }
        if (escapes) {
            charsets.addAll(dialects(JIS, bytes));
        }
        charsets.add("UTF-8");
        charsets.add(WINDOWS);
        charsets.add(EUC);
        charsets.add(EUC_EXTENDED);
        return charsets;
    }

    private static List<String> dialects(String charset, byte[] bytes) {
        return switch (charset) {
            case JIS -> contains(bytes, "\033$(D") ? List.of(JIS, JIS_OUTLOOK, JIS_0212) : List.of(JIS, JIS_OUTLOOK);
            case SJIS -> List.of(SJIS, WINDOWS);
            case EUC -> List.of(EUC, EUC_EXTENDED);
            default -> List.of(charset);
        };
    }

    private static @Nullable String known(@Nullable String declared) {
        if (declared == null) {
            return null;
        }
        String name = declared.strip().toLowerCase(Locale.ROOT);
        // Java knows some of these names as other charsets (cp932 is IBM's) or not at all.
        switch (name) {
            case "cp932", "ms932", "windows-932", "x-ms-cp932", "sjis-win" -> {
                return WINDOWS;
            }
            case "iso-2022-jp-ms", "iso-2022-jp-1", "iso-2022-jp-3", "cp50220", "cp50221", "cp50222", "jis" -> {
                return JIS;
            }
            case "cp51932", "eucjp-ms", "eucjp-win" -> {
                return EUC_EXTENDED;
            }
            default -> {}
        }
        try {
            String canonical = Charset.forName(name).name();
            return ALLOWED.matcher(canonical).matches() ? canonical : null;
        } catch (IllegalArgumentException unknown) {
            return null;
        }
    }

    private static Optional<Decoded> byMark(byte[] bytes) {
        for (String[] mark : List.of(
                new String[] {"UTF-8", "\u00EF\u00BB\u00BF"},
                new String[] {"UTF-16LE", "\u00FF\u00FE"},
                new String[] {"UTF-16BE", "\u00FE\u00FF"})) {
            if (startsWith(bytes, mark[1])) {
                return strictly(Arrays.copyOfRange(bytes, mark[1].length(), bytes.length), mark[0]);
            }
        }
        return Optional.empty();
    }

    private static Optional<Decoded> strictly(byte[] bytes, String charset) {
        try {
            String text = Charset.forName(charset)
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return isAnyLost(text) ? Optional.empty() : Optional.of(new Decoded(text, charset));
        } catch (CharacterCodingException | RuntimeException unreadable) {
            // Some stateful decoders of the JDK throw unchecked on broken escapes; that too is "cannot read".
            return Optional.empty();
        }
    }

    private static String leniently(byte[] bytes, String charset) {
        String text;
        try {
            text = new String(bytes, Charset.forName(charset));
        } catch (RuntimeException broken) {
            text = new String(bytes, UTF_8);
        }
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(point -> shown.appendCodePoint(isLost(point) ? 0xFFFD : point));
        return shown.toString();
    }

    /** How much a reading looks like Japanese: kana count for it, half-width kana (mojibake's mark) against it. */
    private static long likeness(String text) {
        long score = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x3041 && c <= 0x30FE) {
                score++;
            } else if (c >= 0xFF61 && c <= 0xFF9F) {
                score--;
            }
        }
        return score;
    }

    private static boolean isAnyLost(String text) {
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            if (isLost(point)) {
                return true;
            }
            i += Character.charCount(point);
        }
        return false;
    }

    private static boolean isLost(int point) {
        if (point < 0x80) {
            return point == 0x1B;
        }
        int type = Character.getType(point);
        return point == 0xFFFD || type == Character.PRIVATE_USE || type == Character.SURROGATE || point <= 0x9F;
    }

    private static boolean hasJisEscape(byte[] bytes) {
        return contains(bytes, "\033$") || contains(bytes, "\033(");
    }

    private static boolean startsWith(byte[] bytes, String mark) {
        return bytes.length >= mark.length() && matches(bytes, 0, mark);
    }

    private static boolean contains(byte[] bytes, String mark) {
        for (int i = 0; i + mark.length() <= bytes.length; i++) {
            if (matches(bytes, i, mark)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(byte[] bytes, int at, String mark) {
        for (int i = 0; i < mark.length(); i++) {
            if ((bytes[at + i] & 0xFF) != mark.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
