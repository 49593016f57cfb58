package org.chosei.registry.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chosei.kernel.JapaneseText;
import org.chosei.registry.form.FormTemplate.Entry;
import org.chosei.registry.form.FormTemplate.Section;

/**
 * Makes a template out of any blank form: its labels are its numbered lines, its headings the lines before them, its
 * consent the sentences that agree. The shipped form's words are understood beside its own.
 */
final class BlankForm {
    private static final Pattern ITEM = Pattern.compile("^\\s*(\\d{1,2})\\s*[.．、)）]\\s*(.{1,100}?)\\s*[:：]\\s*$");
    private static final Pattern PARTS = Pattern.compile("[()（）/／|:：*＊=【】]+");
    private static final Pattern JAPANESE = Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]");
    private static final Pattern AGREES_JA = Pattern.compile("同意(し|いたし|致し)ます");
    private static final Pattern AGREES_EN = Pattern.compile("^(we|i)\\b.*\\b(agree|consent)\\b.*");

    private final FormTemplate known;
    private final Labels knownLabels;
    private final List<String> lines;

    private BlankForm(String blank, FormTemplate known) {
        this.known = known;
        this.knownLabels = new Labels(known);
        this.lines = JapaneseText.withoutControls(blank).lines().toList();
    }

    static FormTemplate read(String blank, FormTemplate known) {
        BlankForm form = new BlankForm(blank, known);
        return new FormTemplate("blank", 0, blank, form.consent(), form.sections());
    }

    private List<Section> sections() {
        List<Section> sections = new ArrayList<>();
        String heading = "";
        int last = Integer.MAX_VALUE;
        for (String line : lines) {
            Matcher item = ITEM.matcher(line);
            if (item.matches()) {
                int number = Integer.parseInt(JapaneseText.plain(item.group(1)));
                if (number <= last && sections.size() < FormSection.values().length) {
                    sections.add(section(heading, sections.size()));
                }
                last = number;
                Section section = sections.getLast();
                entry(section, number, item.group(2)).ifPresent(section.entries()::add);
            } else if (!line.isBlank()) {
                heading = line;
            }
        }
        return sections.stream()
                .map(it -> new Section(it.key(), it.ja(), it.en(), List.copyOf(it.entries())))
                .toList();
    }

    private Section section(String heading, int position) {
        FormSection key = knownLabels.heading(heading).orElse(FormSection.values()[position]);
        Section same = known.sections().stream()
                .filter(section -> section.key() == key)
                .findFirst()
                .orElseThrow();
        return new Section(
                key, withOwn(heading, true, same.ja()), withOwn(heading, false, same.en()), new ArrayList<>());
    }

    /** By the words if they are known, else by the number, unless that field already has a label. */
    private Optional<Entry> entry(Section section, int number, String label) {
        Set<FormField> taken = section.entries().stream().map(Entry::field).collect(Collectors.toUnmodifiableSet());
        List<Entry> free = known.entries().stream()
                .filter(entry -> entry.field().section() == section.key() && !taken.contains(entry.field()))
                .toList();
        Optional<FormField> byWords = Stream.concat(Stream.of(label), Stream.of(PARTS.split(label)))
                .flatMap(words -> meant(words, section.key()))
                .findFirst();
        return free.stream()
                .filter(entry -> byWords.map(entry.field()::equals).orElse(entry.number() == number))
                .findFirst()
                .map(entry -> new Entry(
                        entry.field(),
                        number,
                        section.ja().getFirst(),
                        section.en().getFirst(),
                        withOwn(label, true, entry.ja()),
                        withOwn(label, false, entry.en()),
                        byWords.isPresent()));
    }

    private Stream<FormField> meant(String label, FormSection section) {
        return knownLabels.label(label + ":").stream()
                .flatMap(it -> it.meaning().fields().stream())
                .filter(field -> field.section() == section);
    }

    private static List<String> withOwn(String text, boolean japanese, List<String> others) {
        List<String> all = new ArrayList<>();
        for (String part : PARTS.split(text, -1)) {
            boolean isJapanese = JAPANESE.matcher(part).find();
            if (isJapanese == japanese && !Labels.words(part).isEmpty()) {
                all.add(Labels.trimmed(part));
            }
        }
        others.stream().filter(other -> !all.contains(other)).forEach(all::add);
        return List.copyOf(all);
    }

    private List<String> consent() {
        List<String> sentences = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (AGREES_JA.matcher(lines.get(i)).find()) {
                sentences.add(passage(sentenceStart(i), "。"));
            } else if (AGREES_EN.matcher(JapaneseText.folded(lines.get(i))).matches()) {
                sentences.add(passage(i, "."));
            }
        }
        return List.copyOf(sentences);
    }

    private int sentenceStart(int line) {
        int start = line;
        while (start > 0
                && !lines.get(start - 1).isBlank()
                && !lines.get(start - 1).strip().endsWith("。")) {
            start--;
        }
        return start;
    }

    private String passage(int start, String end) {
        StringBuilder passage = new StringBuilder();
        for (int i = start; i < lines.size() && !lines.get(i).isBlank(); i++) {
            String line = lines.get(i).strip();
            passage.append(FormLines.between(passage, line)).append(line);
            if (lines.get(i).strip().endsWith(end)) {
                break;
            }
        }
        return passage.toString();
    }
}
