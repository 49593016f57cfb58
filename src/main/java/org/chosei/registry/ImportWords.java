package org.chosei.registry;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.chosei.kernel.JapaneseText;
import org.chosei.registry.Organisation.Kind;
import org.chosei.registry.Organisation.RegistrationClass;
import org.chosei.registry.facts.Facts.Seat;
import org.chosei.web.Messages;
import org.springframework.stereotype.Component;

/** The words of a table of organisations in both languages: which column is meant, and which value. */
@Component
public class ImportWords {
    private static final List<Locale> LANGUAGES = List.of(Locale.JAPANESE, Locale.ENGLISH);

    private final Messages messages;
    private final Map<String, ImportColumn> columns;
    private final Map<String, Kind> kinds;
    private final Map<String, RegistrationClass> classes;
    private final Map<String, Locale> languages;
    private final Map<String, Seat> seats;

    /** The command line makes its own. */
    public ImportWords(Messages messages) {
        this.messages = messages;
        this.columns = byWord(Arrays.stream(ImportColumn.values()), each -> "registry.column." + each);
        Arrays.stream(ImportColumn.values())
                .forEach(each -> LANGUAGES.forEach(
                        language -> Arrays.stream(messages.text(language, "registry.column-also." + each)
                                        .split("\\|", -1))
                                .forEach(word -> columns.putIfAbsent(JapaneseText.folded(word), each))));
        this.kinds = byWord(
                Arrays.stream(Kind.values()).filter(each -> each != Kind.COORDINATOR), each -> "registry.kind." + each);
        this.classes = byWord(Arrays.stream(RegistrationClass.values()), each -> "registry.class." + each);
        this.seats = byWord(Arrays.stream(Seat.values()), each -> "registry.import-seat." + each);
        this.languages = byWord(LANGUAGES.stream(), each -> "registry.language." + each.getLanguage());
    }

    private <T> Map<String, T> byWord(Stream<T> values, Function<T, String> key) {
        Map<String, T> words = new HashMap<>();
        values.forEach(each -> {
            words.put(JapaneseText.folded(each.toString()), each);
            LANGUAGES.forEach(
                    language -> words.put(JapaneseText.folded(messages.text(language, key.apply(each))), each));
        });
        return words;
    }

    Optional<ImportColumn> column(String header) {
        return Optional.ofNullable(columns.get(JapaneseText.folded(header)));
    }

    Optional<Kind> kind(String cell) {
        return Optional.ofNullable(kinds.get(JapaneseText.folded(cell)));
    }

    Optional<RegistrationClass> registrationClass(String cell) {
        return Optional.ofNullable(classes.get(JapaneseText.folded(cell)));
    }

    Optional<Locale> language(String cell) {
        return Optional.ofNullable(languages.get(JapaneseText.folded(cell)));
    }

    Optional<Seat> seat(String cell) {
        return Optional.ofNullable(seats.get(JapaneseText.folded(cell)));
    }

    /** What stands above the column. */
    public String label(ImportColumn column, Locale locale) {
        return messages.text(locale, "registry.column." + column);
    }

    /** A problem as a sentence. */
    public String sentence(ImportProblem problem, Locale locale) {
        return messages.text(locale, "registry.import-problem." + problem.code(), problem.argument());
    }

    String text(String key, Locale locale) {
        return messages.text(locale, key);
    }
}
