package org.chosei.distribution.asks;

import org.chosei.cases.clocks.Attempt;
import org.jspecify.annotations.Nullable;

/** A rung of the ladder by which a silent vendor is reached. The words are {@code asks.rung.RUNG}. */
public enum Rung {
    /** A mail without content to the team, and a note on the portal. */
    REMINDER(null),
    /** The same to every other contact that has an address. */
    OTHERS(null),
    /** Somebody of the staff telephones. */
    TELEPHONE(Attempt.Channel.PHONE),
    /** A printed letter. */
    LETTER(Attempt.Channel.POST),
    /** A sheet by fax. */
    FAX(Attempt.Channel.FAX);

    private final Attempt.@Nullable Channel channel;

    Rung(Attempt.@Nullable Channel channel) {
        this.channel = channel;
    }

    /** Whether it needs a person's act; the others are climbed by Chosei itself. */
    public boolean byPeople() {
        return channel != null;
    }

    /** How the act of a person is recorded among the tries to reach a vendor. */
    Attempt.Channel channel() {
        if (channel == null) {
            throw new IllegalStateException("no person acts on " + this);
        }
        return channel;
    }

    /** The one above it; null above the last. */
    @Nullable
    Rung next() {
        return switch (this) {
            case REMINDER -> OTHERS;
            case OTHERS -> TELEPHONE;
            case TELEPHONE -> LETTER;
            case LETTER -> FAX;
            case FAX -> null;
        };
    }

    /** What the ledger calls that it was climbed. */
    String entry() {
        return switch (this) {
            case REMINDER -> "ask.reminded";
            case OTHERS -> "ask.others-reminded";
            case TELEPHONE, LETTER, FAX -> "ask.task-opened";
        };
    }
}
