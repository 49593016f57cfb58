package org.chosei.registry.keywords;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One version of the list, as it was published and stays.
 *
 * @param changesJa what is different from the version before, in Japanese
 * @param by who published it, as {@code Scope.actor()} writes it
 */
public record KeywordList(
        int version, String changesJa, String changesEn, Instant at, String by, List<Keyword> keywords) {
    public KeywordList {
        keywords = List.copyOf(keywords);
    }

    /** By code, in the order of the list. */
    public Map<String, Keyword> byCode() {
        return keywords.stream()
                .collect(Collectors.toMap(Keyword::code, Function.identity(), (one, _) -> one, LinkedHashMap::new));
    }
}
