package org.chosei.vault.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.chosei.vault.search.Expression.All;
import org.chosei.vault.search.Expression.Any;
import org.chosei.vault.search.Expression.One;

/** Turns the words of a query into what the index is asked. */
final class Asking {
    /** A run of kanji or katakana as short as this, which the dictionary cuts, is looked for as it stands. */
    private static final int SHORT = 4;

    private Asking() {}

    static Expression of(SearchQuery.Term term) {
        List<Expression> found = new ArrayList<>();
        String before = "";
        for (Terms.Piece piece : Terms.pieces(term.text())) {
            found.add(piece.japanese() ? japanese(piece.text(), term.phrase()) : latin(piece, term));
            if (term.phrase() && !piece.japanese()) {
                before = phrase(before, piece, found);
            }
        }
        return new All(found);
    }

    private static Expression japanese(String run, boolean phrase) {
        Set<String> typed = JapaneseWords.pairs(run, false);
        Set<String> pairs = typed.isEmpty() ? JapaneseWords.pairs(run, true) : typed;
        List<String> words =
                JapaneseWords.of(run).stream().map(word -> "j:" + word).toList();
        boolean asItStands = phrase || (run.length() <= SHORT && words.size() > 1 && !JapaneseWords.hasHiragana(run));
        return asItStands || words.isEmpty()
                ? Expression.all(pairs)
                : new Any(List.of(Expression.all(pairs), Expression.all(words)));
    }

    private static Expression latin(Terms.Piece piece, SearchQuery.Term term) {
        if (piece.isNumber()) {
            return new One("n:" + piece.text());
        }
        if (term.beginning() && !piece.isJoined()) {
            return beginning(piece.text());
        }
        Expression parts = Expression.all(
                Stems.of(piece.parts()).stream().map(stem -> "w:" + stem).toList());
        One whole = new One("n:" + piece.text());
        if (piece.isJoined()
                && piece.parts().stream().anyMatch(part -> part.chars().allMatch(Character::isDigit))) {
            return whole;
        }
        return piece.isJoined() ? new Any(List.of(whole, parts)) : parts;
    }

    private static Expression beginning(String text) {
        for (int i = Terms.BEGINNINGS.length - 1; i >= 0; i--) {
            if (text.length() >= Terms.BEGINNINGS[i]) {
                return new One("h:" + text.substring(0, Terms.BEGINNINGS[i]));
            }
        }
        return new One("w:" + Stems.of(text));
    }

    /** Words of a phrase follow each other; returns the last. */
    private static String phrase(String before, Terms.Piece piece, List<Expression> found) {
        String last = before;
        for (String part : piece.parts()) {
            if (!last.isEmpty()) {
                found.add(new One("p:" + last + " " + part));
            }
            last = part;
        }
        return last;
    }
}
