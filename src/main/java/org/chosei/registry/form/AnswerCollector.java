package org.chosei.registry.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.chosei.kernel.JapaneseText;
import org.chosei.registry.form.FormField.Kind;
import org.chosei.registry.form.FormLines.Line;
import org.chosei.registry.form.Labels.Label;
import org.jspecify.annotations.Nullable;

/** Walks the lines of one text and gathers what stands at and below each label. */
final class AnswerCollector {
    private static final Pattern HINT = Pattern.compile("^[*※].*|^注[)）:：].*|^\\(?(例|e\\.g\\.)[).:：, ].*");
    private static final Pattern NUMBERED_LABEL = Pattern.compile("^\\d{1,2}[.)] ?[^:]{1,60}:.*");
    private static final Pattern OTHER_LABEL = Pattern.compile("^[\\p{L}\\p{N} ()/.-]{1,30}:.*");

    private final Labels labels;
    private final Set<String> printed;
    private final List<Answer> answers = new ArrayList<>();
    private FormSection section = FormSection.TEAM;
    private int lastNumber;
    /** Beyond a signature delimiter or ruler a label counts only with its number: signatures say "TEL:" too. */
    private boolean outside;

    private @Nullable Open open;

    AnswerCollector(Labels labels, Set<String> printed) {
        this.labels = labels;
        this.printed = printed;
    }

    /** A line, and what it says if it is one of the form's. */
    private record Read(Line line, Optional<FormSection> heading, Optional<Label> label) {}

    List<Answer> collect(List<Line> lines) {
        List<Read> read = lines.stream()
                .map(line -> new Read(line, labels.heading(line.text()), labels.label(line.text())))
                .toList();
        int[] lastLabel = lastLabelAtDepth(read);
        for (int i = 0; i < read.size(); i++) {
            Line line = read.get(i).line();
            Optional<FormSection> heading = read.get(i).heading();
            Optional<Label> label = read.get(i).label().filter(it -> !outside || it.number() > 0);
            if (heading.isPresent()) {
                close();
                section = heading.get();
                lastNumber = 0;
                outside = false;
            } else if (label.isPresent()) {
                close();
                start(label.get(), line, i >= lastLabel[Math.min(line.depth(), lastLabel.length - 1)]);
            } else {
                content(line);
            }
        }
        close();
        return answers;
    }

    private static int[] lastLabelAtDepth(List<Read> lines) {
        int deepest = lines.stream().mapToInt(each -> each.line().depth()).max().orElse(0);
        int[] last = new int[deepest + 1];
        for (int i = 0; i < lines.size(); i++) {
            Read each = lines.get(i);
            if (each.label().isPresent() || each.heading().isPresent()) {
                last[each.line().depth()] = i;
            }
        }
        return last;
    }

    private void start(Label label, Line line, boolean last) {
        outside = false;
        if (label.number() > 0 && label.number() < lastNumber) {
            section = FormSection.PRIMARY_CONTACT;
        }
        FormField field = label.meaning().fields().stream()
                .filter(it -> it.section() == section)
                .findFirst()
                .orElseGet(() -> label.meaning().fields().iterator().next());
        section = field.section();
        lastNumber = label.number();
        open = new Open(field, label.meaning().language(), line.depth(), last);
        if (!label.value().isEmpty()) {
            open.add(label.value(), line.depth());
        }
    }

    private void content(Line line) {
        if (line.isRuler()) {
            close();
            boolean signature = JapaneseText.folded(line.text()).equals("--");
            outside = !answers.isEmpty() && (signature || section == FormSection.PRIMARY_CONTACT);
        } else if (open == null) {
            return;
        } else if (line.isBlank()) {
            open.blank = true;
        } else if (printed.contains(Labels.words(line.text()))) {
            if (open.last || open.started()) {
                close();
            }
        } else if (!HINT.matcher(JapaneseText.folded(line.text())).matches()) {
            if (open.accepts(line)) {
                open.add(Labels.trimmed(line.text()), line.depth());
            } else if (open.started()) {
                close();
            }
        }
    }

    private void close() {
        if (open != null) {
            answers.add(open.answer());
            open = null;
        }
    }

    private static final class Open {
        private final FormField field;
        private final FormLanguage language;
        private final int labelDepth;
        private final boolean last;
        private final StringBuilder value = new StringBuilder();
        private int valueDepth;
        private boolean blank;

        Open(FormField field, FormLanguage language, int labelDepth, boolean last) {
            this.field = field;
            this.language = language;
            this.labelDepth = labelDepth;
            this.last = last;
            this.valueDepth = labelDepth;
        }

        boolean started() {
            return !value.isEmpty();
        }

        /** Whether the line can still belong to this label; below the last one greetings and signatures follow. */
        boolean accepts(Line line) {
            String folded = JapaneseText.folded(line.text());
            boolean foreign = NUMBERED_LABEL.matcher(folded).matches()
                    || (field.kind() != Kind.POSTAL
                            && OTHER_LABEL.matcher(folded).matches());
            boolean otherDepth = started() ? line.depth() != valueDepth : line.depth() > labelDepth;
            if (foreign || otherDepth) {
                return false;
            }
            if (!blank) {
                return true;
            }
            return last ? AnswerChecks.looksLike(field.kind(), folded) : !started() || field.kind() == Kind.POSTAL;
        }

        void add(String text, int depth) {
            valueDepth = started() ? valueDepth : depth;
            value.append(FormLines.between(value, text)).append(text);
            blank = false;
        }

        Answer answer() {
            return new Answer(field, language, labelDepth, valueDepth, value.toString());
        }
    }
}
