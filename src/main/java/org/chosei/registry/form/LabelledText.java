package org.chosei.registry.form;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.chosei.kernel.JapaneseText;
import org.chosei.registry.form.FormLines.Line;
import org.jspecify.annotations.Nullable;

/**
 * Reads any text of labels and answers as tolerantly as the contact-point form, without its sections: the template's
 * labels and blank text are data of the room that asks.
 */
public final class LabelledText {
    private final LabelWords<Label> labels;
    private final Set<String> printed;

    /**
     * A label.
     *
     * @param key what the answer is kept under
     * @param ja in Japanese; the first is the one shown
     * @param en in English
     * @param paragraphs whether the answer goes on over blank lines, until the next label
     */
    public record Label(String key, List<String> ja, List<String> en, boolean paragraphs) {}

    /**
     * What stands at and below the labels, as written; empty answers are left out.
     *
     * @param repeated keys whose label stood there more than once; the later ones were left in the answer around them
     * @param complete false when the text was longer than what is looked at, or characters in it were lost
     */
    public record Reading(Map<String, String> answers, Set<String> repeated, boolean complete) {}

    /** @param blank the unfilled text, whose own lines are never taken for an answer */
    public LabelledText(List<Label> labels, String blank) {
        Map<String, Label> meanings = new HashMap<>();
        for (Label label : labels) {
            Labels.combine(label.ja(), label.en(), (words, _) -> meanings.put(words, label));
        }
        this.labels = new LabelWords<>(meanings);
        this.printed = blank.lines()
                .filter(line -> this.labels.at(line).isEmpty())
                .map(Labels::words)
                .filter(words -> !words.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Reads decoded text. */
    public Reading read(String text) {
        Collector collector = new Collector();
        FormLines.of(text).forEach(collector::take);
        boolean complete = text.length() <= FormLines.MAX_TEXT && text.indexOf('\uFFFD') < 0;
        return new Reading(collector.answers(), Set.copyOf(collector.repeated), complete);
    }

    /** The first label decides how deep the answers are quoted and whether labels count only with their numbers. */
    private final class Collector {
        private final Map<String, List<String>> lines = new LinkedHashMap<>();
        private final Set<String> repeated = new HashSet<>();
        private @Nullable Label open;
        private int depth;
        private int lastNumber;
        private boolean numbered;

        void take(Line line) {
            Optional<LabelWords.Found<Label>> label = labels.at(line.text());
            if (label.isPresent() && counts(line, label.get())) {
                start(line, label.get());
            } else if (open != null) {
                content(open, line);
            }
        }

        private boolean counts(Line line, LabelWords.Found<Label> label) {
            if (lines.isEmpty()) {
                return true;
            }
            boolean next = numbered
                    ? label.number() > lastNumber
                    : !lines.containsKey(label.meaning().key());
            if (!next
                    && line.depth() == depth
                    && lines.containsKey(label.meaning().key())) {
                repeated.add(label.meaning().key());
            }
            return next && line.depth() == depth;
        }

        private void start(Line line, LabelWords.Found<Label> label) {
            if (lines.isEmpty()) {
                depth = line.depth();
                numbered = label.number() > 0;
            }
            open = label.meaning();
            lastNumber = label.number();
            lines.put(open.key(), new ArrayList<>(List.of(label.value())));
        }

        private void content(Label label, Line line) {
            boolean ownLine = printed.contains(Labels.words(line.text()));
            boolean ownHeading = ownLine && line.text().startsWith("=");
            boolean outside = ownHeading
                    || line.depth() < depth
                    || JapaneseText.folded(line.text()).equals("--");
            List<String> written = lines.getOrDefault(label.key(), List.of());
            boolean over = line.isBlank()
                    && !label.paragraphs()
                    && !String.join("", written).isEmpty();
            if (outside || over) {
                open = null;
            } else if (!ownLine) {
                written.add("> ".repeat(line.depth() - depth) + line.text());
            }
        }

        Map<String, String> answers() {
            Map<String, String> answers = new LinkedHashMap<>();
            lines.forEach((key, written) -> {
                String answer = Labels.trimmed(String.join("\n", written));
                if (!answer.isEmpty()) {
                    answers.put(key, answer);
                }
            });
            return answers;
        }
    }
}
