package org.chosei.kernel;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Folding and cleaning of text that people typed in Japanese or English. Folded text is for comparing, searching and
 * matching labels only; what is shown and kept is always the original.
 */
public final class JapaneseText {
    private static final String DASHES =
            "\u00AD\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\u2501\uFE58\uFE63\uFF0D";
    private static final String WAVES = "\u301C\u3030\u223C\u223E\uFF5E";
    private static final Map<Integer, Integer> SAME_KANJI =
            pairs("髙高 﨑崎 嵜崎 𠮷吉 德徳 瀨瀬 濵浜 濱浜 邊辺 邉辺 齋斎 黑黒 栁柳 曻昇 澤沢 廣広 國国 櫻桜 會会 髮髪 槇槙 眞真 惠恵 條条 淵渕 淸清");
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");

    private JapaneseText() {}

    /**
     * Folds to the form that labels and search keys are compared in: NFKC, lower case, one kind of dash and of wave,
     * variants of the same kanji made equal, variation selectors dropped, runs of white space made one space, trimmed.
     */
    public static String folded(String text) {
        return isAscii(text) ? foldedAscii(text) : foldedAny(text);
    }

    /** Most lines of most mails: only letters' case and white space are to be folded. */
    private static String foldedAscii(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        boolean space = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ' || c >= '\t' && c <= '\r') {
                space = !folded.isEmpty();
            } else {
                folded.append(space ? " " : "").append(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
                space = false;
            }
        }
        return folded.toString();
    }

    /** Whether nothing is in it but what ASCII prints, and its white space. */
    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 127 || c < ' ' && (c < '\t' || c > '\r')) {
                return false;
            }
        }
        return true;
    }

    static String foldedAny(String text) {
        String plain = SPACE.matcher(plain(text).toLowerCase(Locale.ROOT)).replaceAll(" ");
        StringBuilder folded = new StringBuilder(plain.length());
        plain.strip()
                .codePoints()
                .filter(point -> !isVariationSelector(point))
                .forEach(point -> folded.appendCodePoint(SAME_KANJI.getOrDefault(point, point)));
        return folded.toString();
    }

    /**
     * Makes full-width letters, digits and signs plain (NFKC), and every kind of dash and wave the ASCII one, which
     * NFKC leaves alone. Case, kanji and white space stay: this is the form in which e-mail addresses and phone numbers
     * are kept.
     */
    public static String plain(String text) {
        String dashed = replaceAny(text, DASHES, '-');
        String waved = replaceAny(Normalizer.normalize(dashed, Normalizer.Form.NFKC), WAVES, '~');
        return replaceAny(waved, DASHES, '-');
    }

    /**
     * Drops what has no place in text that people read and databases keep: NUL and the other C0 and C1 controls except
     * tab and newline, DEL, and unpaired surrogates. CR LF, CR, NEL and Unicode's line and paragraph separators become
     * a newline.
     */
    public static String withoutControls(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            if (isLineEnd(point)) {
                clean.append('\n');
                i += point == '\r' && i < text.length() && text.charAt(i) == '\n' ? 1 : 0;
            } else if (isKept(point)) {
                clean.appendCodePoint(point);
            }
        }
        return clean.toString();
    }

    private static boolean isLineEnd(int point) {
        return point == '\r' || point == 0x85 || point == 0x2028 || point == 0x2029;
    }

    /**
     * Spells out the invisible characters that turn text around or hide it (bidirectional controls, zero-width
     * characters, byte order marks) as {@code [U+202E]}, so that a reader sees that they are there.
     */
    public static String withVisibleBidi(String text) {
        if (text.codePoints().noneMatch(JapaneseText::isDeceptive)) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            if (isDeceptive(point)) {
                shown.append("[U+")
                        .append(HexFormat.of().withUpperCase().toHexDigits((char) point))
                        .append(']');
            } else {
                shown.appendCodePoint(point);
            }
        });
        return shown.toString();
    }

    /** Counts characters as people do, so that 𠮷 is one and not two. */
    public static int codePoints(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String replaceAny(String text, String from, char to) {
        StringBuilder replaced = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            replaced.append(from.indexOf(c) >= 0 ? to : c);
        }
        return replaced.toString();
    }

    private static boolean isKept(int point) {
        if (point == '\n' || point == '\t') {
            return true;
        }
        int type = Character.getType(point);
        return type != Character.CONTROL && type != Character.SURROGATE;
    }

    private static boolean isDeceptive(int point) {
        return point == 0x061C
                || (point >= 0x200B && point <= 0x200F)
                || (point >= 0x202A && point <= 0x202E)
                || (point >= 0x2060 && point <= 0x2069)
                || point == 0xFEFF;
    }

    private static boolean isVariationSelector(int point) {
        return (point >= 0xFE00 && point <= 0xFE0F) || (point >= 0xE0100 && point <= 0xE01EF);
    }

    private static Map<Integer, Integer> pairs(String pairs) {
        Map<Integer, Integer> same = new HashMap<>();
        for (String pair : pairs.split(" ", -1)) {
            int first = pair.codePointAt(0);
            same.put(first, pair.codePointAt(Character.charCount(first)));
        }
        return Map.copyOf(same);
    }
}
