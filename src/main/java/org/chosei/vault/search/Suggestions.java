package org.chosei.vault.search;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chosei.kernel.Kana;
import org.chosei.vault.SearchHash;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Words near those that found nothing. There is no list of known words that could tell of what the searcher may not see: every
 * word one letter away is made up and looked for in what the acting scope may see.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Suggestions {
    private static final int SHORTEST = 3;
    private static final int LONGEST = 24;
    private static final int SHOWN = 3;
    private static final int MOST_WORDS = 2;

    private final JdbcClient jdbc;
    private final SearchHash hash;

    Suggestions(JdbcClient jdbc, SearchHash hash) {
        this.jdbc = jdbc;
        this.hash = hash;
    }

    /** A query with one word changed, and the token of the word that it was. */
    private record Near(String typed, String query) {}

    /** Queries with one word changed that was not found; none when nothing is near. One statement. */
    public List<String> of(SearchQuery query) {
        Map<String, Near> near = new LinkedHashMap<>();
        query.wanted().stream()
                .filter(term -> !term.phrase())
                .map(term -> Terms.pieces(term.text()))
                .filter(pieces -> pieces.size() == 1 && !pieces.getFirst().isJoined())
                .limit(MOST_WORDS)
                .forEach(pieces -> add(pieces.getFirst(), query.words(), near));
        return near.isEmpty() ? List.of() : existing(near);
    }

    private static void add(Terms.Piece piece, String words, Map<String, Near> near) {
        boolean japanese = piece.japanese();
        String word = japanese ? Kana.hiragana(piece.text()) : piece.text();
        if (word.length() < SHORTEST || word.length() > LONGEST || (japanese && !Edits.isKana(word))) {
            return;
        }
        List<String> candidates = List.copyOf(Edits.of(word, japanese));
        List<String> stems = japanese
                ? candidates.stream().map(JapaneseWords::withoutLongEnd).toList()
                : Stems.of(candidates);
        String typed = japanese ? "k:" + JapaneseWords.withoutLongEnd(word) : "w:" + Stems.of(word);
        for (int i = 0; i < candidates.size(); i++) {
            String shown = japanese ? Edits.katakana(candidates.get(i)) : candidates.get(i);
            near.putIfAbsent(
                    (japanese ? "k:" : "w:") + stems.get(i), new Near(typed, words.replace(piece.text(), shown)));
        }
    }

    private List<String> existing(Map<String, Near> near) {
        Set<String> asked = new LinkedHashSet<>(near.keySet());
        near.values().forEach(each -> asked.add(each.typed()));
        Map<String, String> byHash = new HashMap<>();
        hash.of(asked).forEach((token, hashed) -> byHash.put(hashed, token));
        Set<String> found = jdbc.sql("select * from search_known(:tokens)")
                .param("tokens", byHash.keySet().toArray(String[]::new))
                .query((row, _) -> byHash.getOrDefault(row.getString(1), ""))
                .set();
        return near.entrySet().stream()
                .filter(each -> found.contains(each.getKey())
                        && !found.contains(each.getValue().typed()))
                .map(each -> each.getValue().query())
                .distinct()
                .limit(SHOWN)
                .toList();
    }
}
