package org.chosei.registry.form;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chosei.kernel.JapaneseText;

/** Recognises headings and labels however they are numbered, decorated, spaced or widened. */
final class Labels {
    private static final int MAX_LABEL = 120;
    private static final Pattern SEPARATOR = Pattern.compile("[:：︓﹕\\t|｜】\\]]");
    private static final Pattern NUMBERED = Pattern.compile("^[^\\p{L}\\p{N}]*(?:(\\d{1,2})[\\s.),、:\\-]*)?(.*)$");
    private static final Pattern WISH = Pattern.compile("必須|任意|required|optional");

    private final Map<String, Meaning> labels = new HashMap<>();
    private final Map<String, FormSection> headings = new HashMap<>();

    /** What a label can mean: the same words may stand in both sections. */
    record Meaning(Set<FormField> fields, FormLanguage language) {}

    /**
     * A label at the start of a line.
     *
     * @param number 0 if there is none
     * @param value the rest of the line as written, trimmed
     */
    record Label(Meaning meaning, int number, String value) {}

    Labels(FormTemplate template) {
        for (FormTemplate.Section section : template.sections()) {
            combine(section.ja(), section.en(), (words, language) -> headings.put(words, section.key()));
        }
        for (FormTemplate.Entry entry : template.entries()) {
            combine(
                    entry.ja(),
                    entry.en(),
                    (words, language) -> labels.computeIfAbsent(
                                    words, key -> new Meaning(EnumSet.noneOf(FormField.class), language))
                            .fields()
                            .add(entry.field()));
        }
    }

    private interface Naming {
        void name(String words, FormLanguage language);
    }

    private static void combine(List<String> ja, List<String> en, Naming naming) {
        List<String> jaWords = ja.stream().map(Labels::words).toList();
        List<String> enWords = en.stream().map(Labels::words).toList();
        jaWords.forEach(first -> naming.name(first, FormLanguage.JA));
        enWords.forEach(second -> naming.name(second, FormLanguage.EN));
        for (String first : jaWords) {
            for (String second : enWords) {
                naming.name(first + second, FormLanguage.BOTH);
                naming.name(second + first, FormLanguage.BOTH);
            }
        }
    }

    Optional<FormSection> heading(String line) {
        return line.length() > MAX_LABEL
                ? Optional.empty()
                : Optional.ofNullable(headings.get(words(withoutNumber(line))));
    }

    /** The longest start of the line that is a label, up to a separator, the line's end, or, if numbered, a space. */
    Optional<Label> label(String line) {
        String start = line.length() > MAX_LABEL ? line.substring(0, MAX_LABEL) : line;
        Optional<Label> found = line.length() > MAX_LABEL ? Optional.empty() : label(line, line.length(), "");
        Matcher separator = SEPARATOR.matcher(start);
        while (separator.find()) {
            Optional<Label> longer = label(line, separator.start(), line.substring(separator.end()));
            found = longer.isPresent() ? longer : found;
        }
        return found.isPresent() || !isNumbered(start) ? found : numberedWithoutColon(line, start);
    }

    private static boolean isNumbered(String line) {
        Matcher numbered = NUMBERED.matcher(JapaneseText.folded(line));
        return numbered.matches() && numbered.group(1) != null;
    }

    private Optional<Label> numberedWithoutColon(String line, String start) {
        Optional<Label> found = Optional.empty();
        for (int i = 1; i < start.length(); i++) {
            if (Character.isWhitespace(start.charAt(i)) || start.charAt(i) == '\u3000') {
                Optional<Label> longer = label(line, i, line.substring(i));
                found = longer.isPresent() ? longer : found;
            }
        }
        return found;
    }

    private Optional<Label> label(String line, int end, String value) {
        Matcher numbered = NUMBERED.matcher(JapaneseText.folded(line.substring(0, end)));
        if (!numbered.matches()) {
            return Optional.empty();
        }
        Meaning meaning = labels.get(words(numbered.group(2)));
        String number = numbered.group(1);
        return meaning == null
                ? Optional.empty()
                : Optional.of(new Label(meaning, number == null ? 0 : Integer.parseInt(number), trimmed(value)));
    }

    private static String withoutNumber(String line) {
        Matcher numbered = NUMBERED.matcher(JapaneseText.folded(line));
        return numbered.matches() ? numbered.group(2) : line;
    }

    /** Letters and digits only, folded. */
    static String words(String text) {
        StringBuilder words = new StringBuilder(text.length());
        WISH.matcher(JapaneseText.folded(text))
                .replaceAll("")
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(words::appendCodePoint);
        return words.toString();
    }

    /** Trimmed of every white space, the ideographic and the no-break one included. */
    static String trimmed(String value) {
        int start = 0;
        int end = value.length();
        while (start < end && isSpace(value.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(value.charAt(end - 1))) {
            end--;
        }
        return value.substring(start, end);
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF';
    }
}
