package org.chosei.registry.form;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.chosei.kernel.JapaneseText;
import org.chosei.mail.reading.IncomingMail;
import org.chosei.registry.form.FormLines.Line;
import org.jspecify.annotations.Nullable;

/**
 * What a reply says to a form that was handed in before: the whole form again, or single items by their number in our
 * mail ({@code 1-3: …}) or by their label. What it quotes is not what it says.
 *
 * @param answers e-mail and phone folded as in the form
 * @param consent {@link Consent.State#MISSING} when it says nothing of it
 */
public record FormReply(Map<FormField, String> answers, Consent consent) {
    private static final int A_FORM = 5;
    private static final Pattern ITEM =
            Pattern.compile("^[^\\p{L}\\p{N}]*([0-9０-９])[ \u3000]?[-‐‑–—―−－ーｰ][ \u3000]?([0-9０-９]{1,2})"
                    + "(?![0-9０-９])([\\s\u3000]*[.．:：、，)）\\]】」][\\s\u3000.．:：]*|[\\s\u3000]+|$)(.*)$");
    private static final Pattern CONSENT =
            Pattern.compile("^[\\s\u3000\\[【(（]*[0０][\\s\u3000]*[.．:：、)）\\]】][\\s\u3000]*");

    /**
     * Reads a mail.
     *
     * @param template the blank form that the registration was read by
     * @param gaps what it was asked for: a label that stands in both sections means the one that is missing
     * @param ours the sentences that our mail said, which some programs hand back unquoted
     */
    public static FormReply read(IncomingMail mail, FormTemplate template, Set<FormField> gaps, List<String> ours) {
        ContactPointForm form = MailedForm.read(mail, template);
        boolean whole = form.filled() >= A_FORM;
        List<Line> lines = FormLines.of(mail.text().text());
        Map<FormField, String> answers = new EnumMap<>(FormField.class);
        if (whole) {
            answers.putAll(form.answers());
        }
        Map<FormField, String> items = new Items(template, gaps, ours, !whole).in(lines);
        answers.putAll(ContactPointForm.typed(template, items, false).answers());
        return new FormReply(answers, consent(template, lines, whole ? form.consent() : null));
    }

    private static Consent consent(FormTemplate template, List<Line> lines, @Nullable Consent ofForm) {
        String own = lines.stream()
                .filter(line -> line.depth() == 0)
                .map(line -> CONSENT.matcher(line.text()).replaceFirst(""))
                .collect(Collectors.joining("\n"));
        Consent written = FormReader.of(template).read(own, null).consent();
        return written.state() == Consent.State.MISSING && ofForm != null ? ofForm : written;
    }

    /** Walks the lines and gathers what stands at and below each item. */
    private static final class Items {
        private final FormTemplate template;
        private final Labels labels;
        private final Set<FormField> gaps;
        private final Set<String> ours = new HashSet<>();
        private final boolean byLabel;
        private final Map<FormField, StringBuilder> found = new EnumMap<>(FormField.class);
        private @Nullable FormSection section;
        private @Nullable FormField open;
        /** Whether the open item stands in what is quoted, so that its answer is only guessed to stand below. */
        private boolean quoted;

        Items(FormTemplate template, Set<FormField> gaps, List<String> ours, boolean byLabel) {
            this.template = template;
            this.labels = new Labels(template);
            this.gaps = gaps;
            this.byLabel = byLabel;
            ours.forEach(each -> this.ours.add(Labels.words(each)));
        }

        Map<FormField, String> in(List<Line> lines) {
            for (Line line : lines) {
                if (line.depth() == 0 && line.isRuler() && !found.isEmpty()) {
                    break;
                }
                take(line);
            }
            Map<FormField, String> items = new EnumMap<>(FormField.class);
            found.forEach((field, value) -> {
                if (!value.isEmpty()) {
                    items.put(field, value.toString());
                }
            });
            return items;
        }

        private void take(Line line) {
            Matcher item = ITEM.matcher(line.text());
            FormField named = item.matches() ? field(item) : null;
            if (named != null) {
                open(named, line.depth() == 0 ? value(named, item.group(4)) : "");
                quoted = line.depth() > 0;
            } else if (line.depth() > 0 || line.isRuler()) {
                open = null;
            } else if (labels.heading(line.text()).isPresent()) {
                section = labels.heading(line.text()).get();
                open = null;
            } else {
                labelled(line);
            }
        }

        private void labelled(Line line) {
            Labels.Label label = byLabel ? labels.label(line.text()).orElse(null) : null;
            if (label != null) {
                open(meant(label), label.value());
            } else if (line.isBlank()) {
                open = open != null && !written(open).isEmpty() ? null : open;
            } else if (open != null && goesOn(open, line.text())) {
                add(open, Labels.trimmed(line.text()));
            } else {
                open = null;
            }
        }

        /** Whether the line below an item belongs to it: numbers and addresses of mailboxes are one line. */
        private boolean goesOn(FormField field, String text) {
            return switch (field.kind()) {
                case TEXT, POSTAL -> true;
                case EMAIL, PHONE ->
                    written(field).isEmpty()
                            && (!quoted || AnswerChecks.looksLike(field.kind(), JapaneseText.folded(text)));
            };
        }

        private void open(FormField field, String value) {
            open = field;
            quoted = false;
            found.computeIfAbsent(field, _ -> new StringBuilder());
            if (!value.isEmpty()) {
                add(field, value);
            }
        }

        private void add(FormField field, String text) {
            if (!ours.contains(Labels.words(text))) {
                StringBuilder written = written(field);
                written.append(FormLines.between(written, text)).append(text);
            }
        }

        private StringBuilder written(FormField field) {
            return found.computeIfAbsent(field, _ -> new StringBuilder());
        }

        private @Nullable FormField field(Matcher item) {
            String number =
                    JapaneseText.plain(item.group(1)) + "-" + Integer.parseInt(JapaneseText.plain(item.group(2)));
            FormField field = template.entries().stream()
                    .map(FormTemplate.Entry::field)
                    .filter(each -> template.item(each).equals(number))
                    .findFirst()
                    .orElse(null);
            // "1-2 Chiyoda" is a part of an address: without a sign behind it the number needs the label
            boolean bare = item.group(3).isBlank() && !item.group(4).isEmpty();
            return field == null || (bare && value(field, item.group(4)).equals(Labels.trimmed(item.group(4))))
                    ? null
                    : field;
        }

        /** The rest of the line without the item's label. */
        private String value(FormField field, String rest) {
            return labels.label("1. " + rest)
                    .filter(label -> label.meaning().fields().contains(field))
                    .map(Labels.Label::value)
                    .orElse(Labels.trimmed(rest));
        }

        /** In the section of the heading above; without one, what is missing; else what has that number. */
        private FormField meant(Labels.Label label) {
            Set<FormField> meanings = label.meaning().fields();
            Set<FormField> missing = EnumSet.noneOf(FormField.class);
            meanings.stream().filter(gaps::contains).forEach(missing::add);
            if (section == null && missing.size() == 1) {
                return missing.iterator().next();
            }
            FormSection under = section == null ? FormSection.TEAM : section;
            return meanings.stream()
                    .filter(each -> each.section() == under)
                    .findFirst()
                    .orElseGet(() -> meanings.iterator().next());
        }
    }
}
