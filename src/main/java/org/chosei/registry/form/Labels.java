package org.chosei.registry.form;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.chosei.kernel.JapaneseText;

/** Recognises headings and labels however they are numbered, decorated, spaced or widened. */
final class Labels {
    private static final Pattern WISH = Pattern.compile("必須|任意|required|optional");

    private final LabelWords<Meaning> labels;
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
        Map<String, Meaning> meanings = new HashMap<>();
        for (FormTemplate.Entry entry : template.entries()) {
            combine(
                    entry.ja(),
                    entry.en(),
                    (words, language) -> meanings.computeIfAbsent(
                                    words, key -> new Meaning(EnumSet.noneOf(FormField.class), language))
                            .fields()
                            .add(entry.field()));
        }
        labels = new LabelWords<>(meanings);
    }

    interface Naming {
        void name(String words, FormLanguage language);
    }

    /** Names every way in which a label may stand: in one language, or in both, in either order. */
    static void combine(List<String> ja, List<String> en, Naming naming) {
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
        return line.length() > LabelWords.MAX_LABEL
                ? Optional.empty()
                : Optional.ofNullable(headings.get(words(LabelWords.withoutNumber(line))));
    }

    /** The label at the start of the line, if there is one. */
    Optional<Label> label(String line) {
        return labels.at(line).map(found -> new Label(found.meaning(), found.number(), found.value()));
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
