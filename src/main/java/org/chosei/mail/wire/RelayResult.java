package org.chosei.mail.wire;

/** What became of one attempt to hand a mail to the relay. */
public sealed interface RelayResult {
    /** The relay has taken responsibility; {@code reply} is its words, normally with its queue id. */
    record HandedOver(String reply) implements RelayResult {}

    /**
     * Try again later with the same bytes: a 4xx, or the relay could not be reached, spoken to or logged in to.
     *
     * @param code the relay's reply code, or 0 when it gave none
     */
    record Deferred(int code, String text) implements RelayResult {}

    /** The relay will never take this mail for this recipient (5xx); trying again is no use. */
    record Rejected(int code, String text) implements RelayResult {}

    /** Nothing was said: the mail must stay encrypted on its whole way and this relay does not promise that. It waits. */
    record Unprotected(String text) implements RelayResult {}
}
