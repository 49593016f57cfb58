package org.chosei.registry;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Kana;

/** The one folding of what is searched and of what is typed to find it. */
public final class SearchText {
    private static final int MOST_TERMS = 8;

    private SearchText() {}

    /** Everything that an organisation is found by, each part as folded, in Latin letters, and loosely spelt. */
    public static String of(List<String> parts) {
        Set<String> lines = new LinkedHashSet<>();
        for (String part : parts) {
            if (!part.isBlank()) {
                String kana = folded(part);
                lines.add(kana);
                lines.add(Kana.romaji(kana));
                lines.add(loose(kana));
            }
        }
        return String.join("\n", lines);
    }

    /** The reading, then the name: Japanese before English, as the list shows it. */
    public static String sortKey(String kana, String nameJa, String nameEn) {
        String name = folded(nameJa.isBlank() ? nameEn : nameJa);
        return kana.isBlank() ? name : folded(kana) + "\n" + name;
    }

    /** One word of a search: it is found as it stands, or in loose spelling. */
    public record Term(String exact, String loose) {}

    /** Every word has to be found; more than a few are left out, because they would only narrow what is narrow enough. */
    public static List<Term> terms(String typed) {
        return Stream.of(folded(JapaneseText.withoutControls(typed)).split(" ", -1))
                .filter(word -> !word.isEmpty())
                .limit(MOST_TERMS)
                .map(SearchText::term)
                .toList();
    }

    /** A pattern for {@code like} that finds the word anywhere. */
    public static String containing(String word) {
        return "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    /** A word of nothing but apostrophes and marks is loose to the point of being gone. */
    private static Term term(String word) {
        String loose = loose(word);
        return new Term(word, loose.isEmpty() ? word : loose);
    }

    private static String folded(String text) {
        return Kana.hiragana(JapaneseText.folded(text));
    }

    private static String loose(String kana) {
        return Kana.loose(Kana.romaji(kana));
    }
}
