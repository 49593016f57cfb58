package org.chosei.vault.search;

import java.util.ArrayList;
import java.util.List;
import org.chosei.kernel.Kana;

/** What is marked in a text: as it stands, or every word that begins so. */
record Needle(String text, boolean beginning) {
    private static final int SHORTEST_STEM = 3;

    static List<Needle> of(SearchQuery query) {
        List<Needle> needles = new ArrayList<>();
        for (SearchQuery.Term term : query.wanted()) {
            if (term.phrase()) {
                needles.add(new Needle(Kana.hiragana(term.text()), false));
            } else {
                Terms.pieces(term.text()).forEach(piece -> add(piece, needles));
            }
        }
        return needles;
    }

    private static void add(Terms.Piece piece, List<Needle> needles) {
        needles.add(new Needle(Kana.hiragana(piece.text()), false));
        if (piece.japanese()) {
            JapaneseWords.of(piece.text()).stream()
                    .filter(word -> word.length() > 1)
                    .forEach(word -> needles.add(new Needle(word, false)));
        } else if (!piece.isNumber()) {
            for (String part : piece.parts()) {
                needles.add(new Needle(beginning(part, Stems.of(part)), true));
            }
        }
    }

    private static String beginning(String word, String stem) {
        int same = 0;
        while (same < Math.min(word.length(), stem.length()) && word.charAt(same) == stem.charAt(same)) {
            same++;
        }
        return same < SHORTEST_STEM ? word : word.substring(0, same);
    }
}
