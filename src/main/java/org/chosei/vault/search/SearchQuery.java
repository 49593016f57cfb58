package org.chosei.vault.search;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.chosei.kernel.JapaneseText;

/**
 * What somebody typed into the search box.
 *
 * @param typed as typed, without control characters
 * @param terms the words, in order
 * @param fields what follows {@code case:} and the like; the last of each holds
 */
public record SearchQuery(String typed, List<Term> terms, Map<Field, String> fields) {
    /** Longest query, in code points. */
    public static final int LONGEST = 200;

    private static final Pattern QUOTE = Pattern.compile("[\u201c\u201d\u300c\u300d\u300e\u300f]");
    private static final Pattern PIECE =
            Pattern.compile("(?<not>-)?(?:(?<field>[\\p{L}]+):)?(?:\"(?<phrase>[^\"]*)\"?|(?<word>[^\\s\"]+))");

    /** A word, or several in quotation marks that stand together. */
    public record Term(String text, boolean phrase, boolean excluded, boolean beginning) {}

    /** What a search can be narrowed by; in Japanese or English. */
    public enum Field {
        CASE("case", "案件"),
        FROM("from", "差出人"),
        KIND("kind", "種類"),
        BEFORE("before", "以前"),
        AFTER("after", "以降");

        private final List<String> names;

        Field(String... names) {
            this.names = List.of(names);
        }

        static List<Field> called(String name) {
            return java.util.stream.Stream.of(values())
                    .filter(field -> field.names.contains(name.toLowerCase(Locale.ROOT)))
                    .toList();
        }
    }

    /** Reads what was typed, in any width; never fails. What is too long is cut. */
    public static SearchQuery read(String typed) {
        String clean =
                cut(JapaneseText.withoutControls(typed).replace('\n', ' ').strip());
        String plain = QUOTE.matcher(JapaneseText.plain(clean)).replaceAll("\"");
        List<Term> terms = new ArrayList<>();
        Map<Field, String> fields = new EnumMap<>(Field.class);
        Matcher found = PIECE.matcher(plain);
        while (found.find()) {
            String phrase = found.group("phrase");
            String text = phrase == null ? found.group("word") : phrase;
            String name = found.group("field");
            List<Field> field = name == null ? List.of() : Field.called(name);
            if (!field.isEmpty()) {
                fields.put(field.getFirst(), text.strip());
            } else {
                String whole = name == null ? text : name + ":" + text;
                term(whole, phrase != null && name == null, found.group("not") != null, terms);
            }
        }
        return new SearchQuery(clean, List.copyOf(terms), Map.copyOf(fields));
    }

    private static void term(String text, boolean phrase, boolean excluded, List<Term> terms) {
        boolean beginning = !phrase && text.endsWith("*");
        String folded = Terms.folded(text);
        if (!Terms.pieces(folded).isEmpty()) {
            terms.add(new Term(folded, phrase, excluded, beginning));
        }
    }

    private static String cut(String text) {
        return JapaneseText.codePoints(text) <= LONGEST ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST));
    }

    /** The words that are looked for, not those that are left out. */
    public List<Term> wanted() {
        return terms.stream().filter(term -> !term.excluded()).toList();
    }

    /** Whether there is anything to find by. */
    public boolean isEmpty() {
        return wanted().isEmpty() && fields.isEmpty();
    }

    /** The words alone, for what finds names of its own: organisations and numbers. */
    public String words() {
        return wanted().stream().map(Term::text).collect(Collectors.joining(" "));
    }
}
