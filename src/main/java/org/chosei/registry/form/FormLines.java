package org.chosei.registry.form;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chosei.kernel.JapaneseText;

/** The lines of a mail with their quote marks taken off and counted. */
final class FormLines {
    /** A form is a page; what is beyond this many characters is not looked at. The original is kept elsewhere. */
    static final int MAX_TEXT = 200_000;

    private static final Pattern QUOTE = Pattern.compile("^[\\s\u3000]*+((?:[>＞][ \\t\u3000]?){1,50})");
    private static final Pattern FORWARD =
            Pattern.compile("^-{3,}\\s*(original message|forwarded message|元のメッセージ|転送|original appointment).*");
    private static final Pattern RULER = Pattern.compile("^[-=_*~#+.・\\s]+$");

    private static final Pattern JAPANESE =
            Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\u3000-\\u30ff\\uff00-\\uffef]");

    private FormLines() {}

    /** What stands between two lines that are joined: a space, but nothing inside a Japanese sentence, and nothing before the first. */
    static String between(CharSequence before, String next) {
        if (before.isEmpty() || next.isEmpty()) {
            return "";
        }
        boolean inside = isJapanese(before.charAt(before.length() - 1)) && isJapanese(next.charAt(0));
        return inside ? "" : " ";
    }

    private static boolean isJapanese(char c) {
        return JAPANESE.matcher(String.valueOf(c)).matches();
    }

    /**
     * One line.
     *
     * @param depth how many times it was quoted; below a "forwarded message" line one more
     */
    record Line(String text, int depth) {
        boolean isBlank() {
            return Labels.trimmed(text).isEmpty();
        }

        /** A signature delimiter or a line drawn with signs. */
        boolean isRuler() {
            String folded = JapaneseText.folded(text);
            return folded.equals("--")
                    || (folded.length() >= 4 && RULER.matcher(folded).matches());
        }
    }

    static List<Line> of(String text) {
        String bounded = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
        List<Line> lines = new ArrayList<>();
        int forwarded = 0;
        for (String line : JapaneseText.withoutControls(bounded).split("\n", -1)) {
            Matcher quote = QUOTE.matcher(line);
            boolean quoted = quote.find();
            String rest = quoted ? line.substring(quote.end()) : line;
            int depth = quoted ? depth(quote.group(1)) : 0;
            if (FORWARD.matcher(JapaneseText.folded(rest)).matches()) {
                forwarded++;
            }
            lines.add(new Line(rest, depth + forwarded));
        }
        return lines;
    }

    private static int depth(String marks) {
        return (int) marks.chars().filter(c -> c == '>' || c == '＞').count();
    }
}
