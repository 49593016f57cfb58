package org.chosei.vault.search;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What is asked of the index, in tokens that are not hashed yet. */
sealed interface Expression {
    record One(String token) implements Expression {}

    /** A word that is no secret and stands in the index as it is: a case, a kind, an author. */
    record Plain(String lexeme) implements Expression {}

    record All(List<Expression> of) implements Expression {}

    record Any(List<Expression> of) implements Expression {}

    record Not(Expression of) implements Expression {}

    static Expression all(Collection<String> tokens) {
        return new All(tokens.stream().<Expression>map(One::new).toList());
    }

    /** The tokens in it. */
    default Set<String> tokens() {
        Set<String> found = new LinkedHashSet<>();
        switch (this) {
            case One one -> found.add(one.token());
            case Plain _ -> {}
            case All all -> all.of().forEach(each -> found.addAll(each.tokens()));
            case Any any -> any.of().forEach(each -> found.addAll(each.tokens()));
            case Not not -> found.addAll(not.of().tokens());
        }
        return found;
    }

    /** As PostgreSQL reads it ({@code tsquery}); the hashes are base64url, so that quoting them is enough. */
    default String written(Map<String, String> hashes) {
        return switch (this) {
            case One one -> "'" + hashes.get(one.token()) + "'";
            case Plain plain -> "'" + plain.lexeme() + "'";
            case All all -> joined(all.of(), " & ", hashes);
            case Any any -> joined(any.of(), " | ", hashes);
            case Not not -> "!" + not.of().written(hashes);
        };
    }

    private static String joined(List<Expression> of, String by, Map<String, String> hashes) {
        return of.stream().map(each -> each.written(hashes)).collect(Collectors.joining(by, "(", ")"));
    }
}
