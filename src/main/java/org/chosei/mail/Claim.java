package org.chosei.mail;

import org.jspecify.annotations.Nullable;

/**
 * A room's answer to an arrived mail. The one router asks in a fixed order; the first that takes it has it, and what nobody
 * takes lies on the desk. Runs in one transaction under the scope {@code System(MAIL_IN)}.
 */
public interface Claim {

    /** The fixed order in which rooms are asked. */
    enum Order {
        REPLY_TOKEN,
        /** Our own Message-ID in References or In-Reply-To. */
        REFERENCES,
        CASE_TAG,
        SIGNATURE,
        FORM,
        PARTNER_REPORT,
        BOUNCE
    }

    Order order();

    Answer consider(ArrivedMail mail);

    /** What a room makes of a mail. */
    sealed interface Answer {
        /** Not for this room. */
        record NotMine() implements Answer {}

        /** Taken, and done with in this transaction. {@code note} is a message key of what was made of it. */
        record Taken(String note) implements Answer {}

        /** It is for this room but must not be believed or cannot be read: a person decides. {@code reason} is a message key. */
        record ForTheDesk(String reason, @Nullable String detail) implements Answer {}
    }
}
