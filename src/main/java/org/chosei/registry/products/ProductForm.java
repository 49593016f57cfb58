package org.chosei.registry.products;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Refusal;
import org.chosei.registry.Words;
import org.chosei.registry.facts.Kana;

/**
 * A product as it is typed.
 *
 * @param state the label of a {@link ProductState}
 * @param endOfLife a day as ISO 8601 writes it, or empty
 * @param identifiers one a line; what follows a space says in words which versions are meant
 */
public record ProductForm(
        String nameJa,
        String nameEn,
        String kana,
        String versions,
        String state,
        String endOfLife,
        String identifiers) {
    static final int MOST_IDENTIFIERS = 100;
    static final int LONGEST_VERSIONS = 200;
    private static final Pattern DAY = Pattern.compile("((?:19|20|21)[0-9]{2})[-/]([0-9]{1,2})[-/]([0-9]{1,2})");

    /** Nothing typed yet. */
    public static ProductForm blank() {
        return new ProductForm("", "", "", "", "SOLD", "", "");
    }

    /** What a product says now. */
    public static ProductForm of(ProductFacts facts) {
        return new ProductForm(
                facts.nameJa(),
                facts.nameEn(),
                facts.kana(),
                facts.versions(),
                facts.state().label(),
                facts.state().date(),
                facts.identifiers().stream().map(ProductIdentifier::line).collect(Collectors.joining("\n")));
    }

    /** Reads it, or refuses at the first field that cannot be kept. */
    ProductFacts read() {
        String ja = Words.name("nameJa", nameJa);
        String en = ja.isEmpty() ? Words.requireName("nameEn", nameEn) : Words.name("nameEn", nameEn);
        return new ProductFacts(
                ja, en, Kana.read(kana), words("versions", versions), state("state", state, endOfLife), all());
    }

    static String words(String field, String typed) {
        String words = JapaneseText.withoutControls(typed)
                .replace('\n', ' ')
                .replace('\t', ' ')
                .strip();
        if (JapaneseText.codePoints(words) > LONGEST_VERSIONS
                || !JapaneseText.withVisibleBidi(words).equals(words)) {
            throw new Refusal.Invalid(field, "product-versions", LONGEST_VERSIONS);
        }
        return words;
    }

    static ProductState state(String field, String label, String date) {
        return switch (label) {
            case "SOLD" -> new ProductState.Sold();
            case "TAKEN_OFF" -> new ProductState.TakenOff();
            case "END_OF_LIFE" -> new ProductState.EndOfLife(day(date));
            default -> throw new Refusal.Invalid(field, "product-state");
        };
    }

    private static LocalDate day(String typed) {
        Matcher day = DAY.matcher(JapaneseText.plain(typed).strip());
        if (!day.matches()) {
            throw new Refusal.Invalid("endOfLife", "product-day");
        }
        try {
            return LocalDate.of(
                    Integer.parseInt(day.group(1)), Integer.parseInt(day.group(2)), Integer.parseInt(day.group(3)));
        } catch (DateTimeException e) {
            throw new Refusal.Invalid("endOfLife", "product-day");
        }
    }

    private List<ProductIdentifier> all() {
        List<ProductIdentifier> all = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        int line = 0;
        for (String each : identifiers.split("\\R", -1)) {
            line++;
            if (!each.isBlank()) {
                ProductIdentifier read = line(each, line);
                if (!seen.add(read.identifier().canonical())) {
                    throw new Refusal.Invalid(
                            "identifiers",
                            "identifier-again",
                            line,
                            1,
                            read.identifier().canonical());
                }
                all.add(read);
            }
        }
        if (all.size() > MOST_IDENTIFIERS) {
            throw new Refusal.Invalid("identifiers", "product-identifiers", MOST_IDENTIFIERS);
        }
        return all;
    }

    private static ProductIdentifier line(String typed, int line) {
        String[] parts = typed.strip().split("[\\s\\u3000]+", 2);
        String words = parts.length < 2 ? "" : words("identifiers", parts[1]);
        return new ProductIdentifier(Identifier.read(parts[0], line, "identifiers"), words);
    }
}
