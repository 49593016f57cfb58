package org.chosei.registry.form;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.chosei.kernel.JapaneseText;
import org.chosei.registry.form.Consent.State;
import org.chosei.registry.form.FormLines.Line;

/**
 * Looks for the template's consent sentences among the lines that are quoted as deep as the form itself, so that an
 * intact copy in the quoted blank does not stand for a sentence that was changed above it.
 */
final class ConsentSentence {
    private static final double SIMILAR = 0.55;
    private static final int MAX_WINDOW = 8;
    private static final int MAX_LINES = 600;
    private static final Pattern REFUSAL =
            Pattern.compile("同意(し|いたし|致し|でき)(ません|かねます)|(do not|don.t|cannot|can.t|not) (agree|consent)");

    private final List<String> sentences;
    private final Set<String> printed;

    ConsentSentence(List<String> sentences, Set<String> printed) {
        this.sentences = sentences.stream().map(Labels::words).toList();
        this.printed = printed;
    }

    Consent in(List<Line> lines, int depth) {
        List<String> texts = lines.stream()
                .filter(line -> line.depth() == depth && !printed.contains(Labels.words(line.text())))
                .map(line -> Labels.trimmed(line.text()))
                .toList();
        List<String> lineWords = texts.stream().map(Labels::words).toList();
        Words words = new Words(texts);
        int intact = 0;
        String altered = null;
        for (String sentence : sentences) {
            if (words.holds(sentence, sentences)) {
                intact++;
            } else {
                altered = altered == null ? closest(texts, lineWords, sentence).orElse(null) : altered;
            }
        }
        Optional<String> refusal = texts.stream()
                .filter(text -> REFUSAL.matcher(JapaneseText.folded(text)).find())
                .findFirst();
        if (refusal.isPresent() && (intact > 0 || altered != null)) {
            return new Consent(State.ALTERED, refusal);
        }
        if (altered != null) {
            return new Consent(State.ALTERED, Optional.of(altered));
        }
        return intact > 0 ? new Consent(State.INTACT, Optional.empty()) : new Consent(State.MISSING, Optional.empty());
    }

    /** The run of lines that is most like the sentence, if any is like it at all. */
    private Optional<String> closest(List<String> texts, List<String> lineWords, String sentence) {
        double best = SIMILAR;
        String found = null;
        for (int start = 0; start < Math.min(texts.size(), MAX_LINES); start++) {
            StringBuilder window = new StringBuilder();
            List<String> shown = new ArrayList<>();
            for (int end = start; end < Math.min(texts.size(), start + MAX_WINDOW); end++) {
                window.append(lineWords.get(end));
                shown.add(texts.get(end));
                if (window.length() > sentence.length() * 2) {
                    break;
                }
                boolean isOther = sentences.contains(window.toString());
                boolean tooShort = window.length() * 3 < sentence.length();
                double likeness = isOther || tooShort ? 0 : likeness(window.toString(), sentence);
                if (likeness > best) {
                    best = likeness;
                    found = String.join("\n", shown).strip();
                }
            }
        }
        return Optional.ofNullable(found);
    }

    /** Dice's coefficient over pairs of characters: 1 for equal, 0 for nothing in common. */
    static double likeness(String one, String other) {
        Map<String, Integer> pairs = new HashMap<>();
        for (int i = 0; i + 1 < one.length(); i++) {
            pairs.merge(one.substring(i, i + 2), 1, Integer::sum);
        }
        int common = 0;
        for (int i = 0; i + 1 < other.length(); i++) {
            if (pairs.merge(other.substring(i, i + 2), -1, Integer::sum) >= 0) {
                common++;
            }
        }
        return 2.0 * common / Math.max(1, one.length() + other.length() - 2);
    }

    /** All words run together, with the places where a sentence may begin or end. */
    private static final class Words {
        private final StringBuilder all = new StringBuilder();
        private final BitSet starts = new BitSet();
        private final BitSet ends = new BitSet();

        Words(List<String> texts) {
            for (String text : texts) {
                starts.set(all.length());
                for (String sentence : text.split("(?<=[。．.!?！？])", -1)) {
                    all.append(Labels.words(sentence));
                    starts.set(all.length());
                }
                ends.set(all.length());
            }
        }

        boolean holds(String sentence, List<String> sentences) {
            int at = all.indexOf(sentence);
            while (at >= 0) {
                int end = at + sentence.length();
                boolean complete = ends.get(end) || sentences.stream().anyMatch(next -> all.indexOf(next, end) == end);
                if (starts.get(at) && complete) {
                    return true;
                }
                at = all.indexOf(sentence, at + 1);
            }
            return false;
        }
    }
}
