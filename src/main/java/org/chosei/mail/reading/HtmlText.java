package org.chosei.mail.reading;

import java.util.Locale;
import java.util.Set;
import org.jsoup.parser.Parser;

/**
 * Plain text of an HTML mail. Nothing of it is rendered or loaded; scripts, styles and titles are left out. Goes from tag
 * to tag and builds no tree: a browser's tree of tags that were never closed is hundreds of times as large as its source,
 * and one mail of a stranger would take all memory.
 */
final class HtmlText {
    /** Longer sources are cut: text for a person never needs this much. */
    private static final int MAX_SOURCE = 2_000_000;

    /** Their content is no markup and nobody reads it. It ends with their own end tag, whatever stands in it. */
    private static final Set<String> SKIPPED =
            Set.of("script", "style", "title", "template", "noscript", "iframe", "noframes", "noembed");

    private static final Set<String> BLOCKS = Set.of(
            ("address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer"
                            + " form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody"
                            + " tfoot thead tr ul")
                    .split(" "));

    private final String source;
    private final StringBuilder text = new StringBuilder();
    private int at;
    private int preformatted;

    private HtmlText(String source) {
        this.source = source;
    }

    static String of(String html) {
        var reader = new HtmlText(html.length() > MAX_SOURCE ? html.substring(0, MAX_SOURCE) : html);
        reader.read();
        return reader.text.toString().strip();
    }

    private void read() {
        int words = 0;
        while (at < source.length()) {
            if (source.charAt(at) != '<' || !opensMarkup(at + 1)) {
                at++;
                continue;
            }
            words(source.substring(words, at));
            markup();
            words = at;
        }
        words(source.substring(words));
    }

    private boolean opensMarkup(int next) {
        return next < source.length() && (isLetter(next) || "!?/".indexOf(source.charAt(next)) >= 0);
    }

    private boolean isLetter(int index) {
        char lower = Character.toLowerCase(source.charAt(index));
        return lower >= 'a' && lower <= 'z';
    }

    private void markup() {
        boolean end = source.startsWith("</", at);
        int start = at + (end ? 2 : 1);
        if (source.startsWith("<!--", at)) {
            at = after("-->", at + 4);
        } else if (start >= source.length() || !isLetter(start)) {
            at = after(">", start);
        } else {
            at = endOfName(start);
            String name = source.substring(start, at).toLowerCase(Locale.ROOT);
            at = endOfTag(at);
            tag(name, end);
        }
    }

    private int after(String mark, int from) {
        int found = source.indexOf(mark, from);
        return found < 0 ? source.length() : found + mark.length();
    }

    private int endOfName(int from) {
        int index = from;
        while (index < source.length() && !isSpace(source.charAt(index)) && "/>".indexOf(source.charAt(index)) < 0) {
            index++;
        }
        return index;
    }

    /** After the tag's {@code >}; one inside a quoted value of an attribute does not end it. */
    private int endOfTag(int from) {
        char before = ' ';
        for (int index = from; index < source.length(); index++) {
            char each = source.charAt(index);
            if (each == '>') {
                return index + 1;
            }
            if (before == '=' && (each == '"' || each == '\'')) {
                int close = source.indexOf(each, index + 1);
                if (close < 0) {
                    return source.length();
                }
                index = close;
            }
            before = isSpace(each) ? before : each;
        }
        return source.length();
    }

    private void tag(String name, boolean end) {
        if (!end && SKIPPED.contains(name)) {
            skip("</" + name);
            return;
        }
        if (name.equals("pre")) {
            preformatted = Math.max(0, preformatted + (end ? -1 : 1));
        }
        boolean cell = name.equals("td") || name.equals("th");
        if (name.equals("br")) {
            text.append('\n');
        } else if (cell && !end) {
            text.append(text.isEmpty() || endsWith('\n') ? "" : "\t");
        } else if (BLOCKS.contains(name)) {
            newLine(name.equals("li") && !end ? "- " : "");
        }
    }

    private void skip(String endTag) {
        while (at < source.length() && !source.regionMatches(true, at, endTag, 0, endTag.length())) {
            at++;
        }
    }

    private void words(String raw) {
        if (raw.isEmpty()) {
            return;
        }
        String content = raw.indexOf('&') < 0 ? raw : Parser.unescapeEntities(raw, false);
        if (preformatted > 0) {
            text.append(content);
            return;
        }
        for (int index = 0; index < content.length(); index++) {
            char each = content.charAt(index);
            if (!isSpace(each)) {
                text.append(each);
            } else if (!text.isEmpty() && !endsWith('\n') && !endsWith('\t') && !endsWith(' ')) {
                text.append(' ');
            }
        }
    }

    private static boolean isSpace(char each) {
        return each == ' ' || each == '\t' || each == '\n' || each == '\f' || each == '\r' || each == '\u00a0';
    }

    private void newLine(String prefix) {
        if (!text.isEmpty() && !endsWith('\n')) {
            text.append('\n');
        }
        text.append(prefix);
    }

    private boolean endsWith(char c) {
        return text.charAt(text.length() - 1) == c;
    }
}
