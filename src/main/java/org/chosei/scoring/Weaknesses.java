package org.chosei.scoring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Kana;
import org.chosei.kernel.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The list of weaknesses to choose from: the one that comes with Chosei, or the operator's own.
 *
 * @param version names the list, and is kept with what was chosen from it
 * @param all in the order of their numbers
 */
public record Weaknesses(String version, List<Weakness> all) {
    private static final Pattern ID = Pattern.compile("(?:cwe *-? *)?0*([1-9][0-9]{0,5})(?![0-9]).*", Pattern.DOTALL);
    private static final int NAMED = 8;

    public Weaknesses {
        all = all.stream().sorted(Comparator.comparingInt(Weakness::number)).toList();
    }

    /**
     * The operator's list, or the shipped one when there is none.
     *
     * @throws IllegalArgumentException naming the line that is none
     */
    public static Weaknesses of(@Nullable Path file) {
        try {
            return read(
                    file == null ? Resource.text("weaknesses.tsv") : Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalArgumentException("the list of weaknesses cannot be read as UTF-8: " + file, e);
        }
    }

    /** A first line {@code version TAB name}, then {@code CWE-79 TAB English name TAB Japanese name}; # begins a remark. */
    static Weaknesses read(String text) {
        List<String> lines = Resource.telling(text).toList();
        if (lines.isEmpty() || !lines.getFirst().matches("version\t[^\t]{1,40}")) {
            throw new IllegalArgumentException("the list of weaknesses must begin with 'version', a tab and its name");
        }
        List<Weakness> all = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split("\t", -1);
            if (cells.length != 3
                    || !cells[0].matches("CWE-[1-9][0-9]{0,5}")
                    || cells[1].isBlank()
                    || cells[2].isBlank()) {
                throw new IllegalArgumentException("no line of the list of weaknesses: " + line);
            }
            all.add(new Weakness(cells[0], cells[1].strip(), cells[2].strip()));
        }
        return new Weaknesses(lines.getFirst().substring("version\t".length()).strip(), all);
    }

    public Optional<Weakness> find(String id) {
        return all.stream().filter(each -> each.id().equals(id)).findFirst();
    }

    /** Those with this number, or with these words in their English or Japanese name; width and case do not matter. */
    public List<Weakness> search(String typed) {
        String wanted = folded(typed);
        Matcher number = ID.matcher(wanted);
        if (number.matches()) {
            return find("CWE-" + number.group(1)).stream().toList();
        }
        List<String> words = wanted.isEmpty() ? List.of() : List.of(wanted.split(" "));
        return all.stream()
                .filter(each -> !words.isEmpty())
                .filter(each -> {
                    String name = folded(each.en() + " " + each.ja());
                    return words.stream().allMatch(name::contains);
                })
                .toList();
    }

    private static String folded(String text) {
        return Kana.hiragana(JapaneseText.folded(text));
    }

    /**
     * The one weakness that was meant.
     *
     * @param field the form field in which it was typed
     * @param typed an id with or without more behind it, or words of a name
     * @throws Refusal.Invalid of that field when there is none, or with some of them when there are several
     */
    public Weakness choose(String field, String typed) {
        List<Weakness> found = search(typed);
        return switch (found.size()) {
            case 0 -> throw new Refusal.Invalid(field, "cwe-not-listed", typed.strip());
            case 1 -> found.getFirst();
            default ->
                throw new Refusal.Invalid(
                        field,
                        "cwe-several",
                        typed.strip(),
                        String.join(
                                "; ",
                                found.stream()
                                        .limit(NAMED)
                                        .map(each -> each.id() + " " + each.en() + " / " + each.ja())
                                        .toList()));
        };
    }
}
