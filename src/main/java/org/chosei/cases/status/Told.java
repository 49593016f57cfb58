package org.chosei.cases.status;

import java.time.Instant;

/** How a statement reached us. The ledger and the history keep it. */
public sealed interface Told {

    /** In messages: {@code status.via.KEY}; in the database the same word. */
    default String key() {
        return switch (this) {
            case OnPage _ -> "web";
            case ByMail _ -> "mail";
            case ByTelephone _ -> "telephone";
        };
    }

    /** A member wrote it on the portal. */
    record OnPage() implements Told {}

    /** It stood in the organisation's signed mail, and the coordinator accepted it as read. */
    record ByMail() implements Told {}

    /**
     * Staff heard it.
     *
     * @param by who said it
     * @param at when
     */
    record ByTelephone(String by, Instant at) implements Told {}
}
