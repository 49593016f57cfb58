package org.chosei.vault.search;

import java.util.UUID;

/** Words of the index that are no words of a text: who may see it, what it is. They are in the row's columns too. */
final class Lexemes {
    private Lexemes() {}

    /** {@code c} case, {@code f} who said it, {@code o} whose it is; the database adds {@code v}, whose audience it has. */
    static String of(char sort, UUID id) {
        return sort + id.toString().replace("-", "");
    }

    /** Never eight characters, as hashes are. */
    static String kind(SearchKind kind) {
        return "kind:" + kind.label();
    }
}
