package org.chosei.registry.form;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.chosei.kernel.JapaneseText;

/**
 * What was changed in a consent sentence, for the eyes of a reviewer: Japanese character by character, other scripts word by
 * word. Width, case and line breaks make no difference, as in the reading of the consent itself.
 */
public final class ConsentDifference {
    private static final String CJK = "\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\u3000-\\u30ff";
    private static final Pattern BREAK_IN_JAPANESE = Pattern.compile("(?<=[" + CJK + "])\\s+|\\s+(?=[" + CJK + "])");
    private static final Pattern TOKEN =
            Pattern.compile("[" + CJK + "]|[\\p{L}\\p{M}\\p{N}'’_\\-&&[^" + CJK + "]]+|\\s+|.", Pattern.DOTALL);

    private ConsentDifference() {}

    /** Whether a piece stands in both, only in what was sent, or only in what was expected. */
    public enum Kind {
        SAME,
        ADDED,
        REMOVED
    }

    /** A run of tokens of one kind. */
    public record Piece(Kind kind, String text) {}

    /** How like the passage is to the one of the sentences that it is most like: 1 for equal, 0 for nothing in common. */
    public static double likeness(List<String> sentences, String found) {
        String sent = Labels.words(found);
        return sentences.stream()
                .mapToDouble(each -> ConsentSentence.likeness(Labels.words(each), sent))
                .max()
                .orElse(0);
    }

    /** From the sentence that {@code found} is most like, to {@code found}. */
    public static List<Piece> between(List<String> sentences, String found) {
        String sent = Labels.words(found);
        String expected = sentences.stream()
                .max(Comparator.comparingDouble(each -> ConsentSentence.likeness(Labels.words(each), sent)))
                .orElse("");
        return pieces(tokens(expected), tokens(found));
    }

    private static List<Piece> pieces(List<String> expected, List<String> found) {
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        for (AbstractDelta<String> delta :
                DiffUtils.diff(folded(expected), folded(found)).getDeltas()) {
            int from = delta.getSource().getPosition();
            add(pieces, Kind.SAME, expected.subList(at, from));
            at = from + delta.getSource().size();
            int to = delta.getTarget().getPosition();
            add(pieces, Kind.REMOVED, expected.subList(from, at));
            add(pieces, Kind.ADDED, found.subList(to, to + delta.getTarget().size()));
        }
        add(pieces, Kind.SAME, expected.subList(at, expected.size()));
        return pieces;
    }

    private static void add(List<Piece> pieces, Kind kind, List<String> tokens) {
        if (!tokens.isEmpty()) {
            pieces.add(new Piece(kind, String.join("", tokens)));
        }
    }

    private static List<String> tokens(String text) {
        String line = BREAK_IN_JAPANESE.matcher(text.strip()).replaceAll("").replaceAll("\\s+", " ");
        return TOKEN.matcher(line).results().map(MatchResult::group).toList();
    }

    private static List<String> folded(List<String> tokens) {
        return tokens.stream()
                .map(each -> each.isBlank() ? " " : JapaneseText.folded(each))
                .toList();
    }
}
