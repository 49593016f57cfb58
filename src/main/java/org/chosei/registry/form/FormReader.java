package org.chosei.registry.form;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.chosei.registry.form.FormLines.Line;
import org.jspecify.annotations.Nullable;

/**
 * Reads a filled form out of the text around it. Tolerant by design: nothing is rejected, and what could not be
 * understood becomes a problem that the sender is told by its number.
 */
public final class FormReader {
    private final FormTemplate template;
    private final Labels labels;
    private final Set<String> printed;

    /** For the shipped form one that is made once: every mail that nobody knows is read by it. */
    static FormReader of(FormTemplate template) {
        return template == FormTemplate.contactPoint() ? Shipped.READER : new FormReader(template);
    }

    private static final class Shipped {
        private static final FormReader READER = new FormReader(FormTemplate.contactPoint());
    }

    public FormReader(FormTemplate template) {
        this.template = template;
        this.labels = new Labels(template);
        this.printed = printedLines();
    }

    /**
     * Reads decoded text.
     *
     * @param charset what decoded it; null if it is damaged or never was bytes
     */
    public ContactPointForm read(String text, @Nullable String charset) {
        List<Line> lines = FormLines.of(text);
        List<Answer> answers = new AnswerCollector(labels, printed).collect(lines);
        Map<FormField, Answer> chosen = chosen(answers);
        Map<FormField, String> written = new EnumMap<>(FormField.class);
        chosen.forEach((field, answer) -> written.put(field, answer.value()));
        AnswerChecks checks = new AnswerChecks(template, written);
        int depth = formDepth(chosen.isEmpty() ? answers : List.copyOf(chosen.values()));
        Consent consent = new ConsentSentence(template.consent(), printed).in(lines, depth);
        List<FormProblem> problems = new ArrayList<>(checks.problems());
        if (answers.isEmpty() && charset == null && text.indexOf('\uFFFD') >= 0) {
            problems.addFirst(FormProblem.ofFile("why.charset"));
        }
        return ContactPointForm.of(charset, language(answers, chosen), checks.values(), consent, problems);
    }

    /** The form's own lines, so that a hint or the closing sentence is never taken for an answer. */
    private Set<String> printedLines() {
        List<String> consent = template.consent().stream().map(Labels::words).toList();
        Set<String> lines = new HashSet<>();
        for (String line : template.blank().split("\n", -1)) {
            String words = Labels.words(line);
            boolean isConsent = consent.stream().anyMatch(sentence -> sentence.contains(words));
            if (!words.isEmpty() && !isConsent) {
                lines.add(words);
            }
        }
        return lines;
    }

    /** The least quoted answer that says something; of equals the first, because people write above what they quote. */
    private static Map<FormField, Answer> chosen(List<Answer> answers) {
        Map<FormField, Answer> chosen = new EnumMap<>(FormField.class);
        answers.stream()
                .filter(answer -> !answer.value().isEmpty())
                .sorted(Comparator.comparingInt(Answer::valueDepth))
                .forEach(answer -> chosen.putIfAbsent(answer.field(), answer));
        return chosen;
    }

    private static int formDepth(List<Answer> answers) {
        return answers.stream()
                .collect(Collectors.groupingBy(Answer::labelDepth, Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.<Integer, Long>comparingByValue()
                        .thenComparing(Map.Entry.<Integer, Long>comparingByKey().reversed()))
                .map(Map.Entry::getKey)
                .orElse(0);
    }

    private static @Nullable FormLanguage language(List<Answer> answers, Map<FormField, Answer> chosen) {
        List<Answer> speaking = chosen.isEmpty() ? answers : List.copyOf(chosen.values());
        Optional<FormLanguage> language =
                speaking.stream().map(Answer::language).reduce(FormLanguage::and);
        return language.orElse(null);
    }
}
