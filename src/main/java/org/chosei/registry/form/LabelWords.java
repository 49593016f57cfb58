package org.chosei.registry.form;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chosei.kernel.JapaneseText;

/** Finds a known label at the start of a line, however it is numbered, decorated, spaced or widened. */
final class LabelWords<M> {
    static final int MAX_LABEL = 120;
    private static final Pattern SEPARATOR = Pattern.compile("[:：︓﹕\\t|｜】\\]]");
    private static final Pattern NUMBERED = Pattern.compile("^[^\\p{L}\\p{N}]*(?:(\\d{1,2})[\\s.),、:\\-]*)?(.*)$");

    private final Map<String, M> meanings;

    /** A label found; {@code number} is 0 if there is none, {@code value} the trimmed rest of the line. */
    record Found<M>(M meaning, int number, String value) {}

    /** @param meanings by the label's {@link Labels#words} */
    LabelWords(Map<String, M> meanings) {
        this.meanings = Map.copyOf(meanings);
    }

    /** The longest start of the line that is a label, up to a separator, the line's end, or, if numbered, a space. */
    Optional<Found<M>> at(String line) {
        String start = line.length() > MAX_LABEL ? line.substring(0, MAX_LABEL) : line;
        Optional<Found<M>> found = line.length() > MAX_LABEL ? Optional.empty() : label(line, line.length(), "");
        Matcher separator = SEPARATOR.matcher(start);
        while (separator.find()) {
            Optional<Found<M>> longer = label(line, separator.start(), line.substring(separator.end()));
            found = longer.isPresent() ? longer : found;
        }
        return found.isPresent() || !isNumbered(start) ? found : numberedWithoutColon(line, start);
    }

    static String withoutNumber(String line) {
        Matcher numbered = NUMBERED.matcher(JapaneseText.folded(line));
        return numbered.matches() ? numbered.group(2) : line;
    }

    private static boolean isNumbered(String line) {
        Matcher numbered = NUMBERED.matcher(JapaneseText.folded(line));
        return numbered.matches() && numbered.group(1) != null;
    }

    private Optional<Found<M>> numberedWithoutColon(String line, String start) {
        Optional<Found<M>> found = Optional.empty();
        for (int i = 1; i < start.length(); i++) {
            if (Character.isWhitespace(start.charAt(i)) || start.charAt(i) == '\u3000') {
                Optional<Found<M>> longer = label(line, i, line.substring(i));
                found = longer.isPresent() ? longer : found;
            }
        }
        return found;
    }

    private Optional<Found<M>> label(String line, int end, String value) {
        Matcher numbered = NUMBERED.matcher(JapaneseText.folded(line.substring(0, end)));
        if (!numbered.matches()) {
            return Optional.empty();
        }
        M meaning = meanings.get(Labels.words(numbered.group(2)));
        String number = numbered.group(1);
        return meaning == null
                ? Optional.empty()
                : Optional.of(
                        new Found<>(meaning, number == null ? 0 : Integer.parseInt(number), Labels.trimmed(value)));
    }
}
