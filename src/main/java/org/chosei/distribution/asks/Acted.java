package org.chosei.distribution.asks;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;

/**
 * What a person did on a rung.
 *
 * @param id of the attempt, too
 * @param at when it was done; {@code recordedAt} when that was written down
 * @param again the day from which it is to be tried again
 * @param words whom was tried, in the first line, and what was noted, sealed
 */
public record Acted(
        UUID id,
        Step step,
        Rung rung,
        Result result,
        Next next,
        @Nullable LocalDate again,
        Instant at,
        Instant recordedAt,
        String by,
        SealedId words) {

    /** What came of it. The words are {@code asks.result.RESULT}. */
    public enum Result {
        NO_ANSWER,
        LEFT_WORD,
        /** Somebody of the vendor was spoken to. */
        REACHED,
        /** Somebody of the vendor said that the notice was received. */
        RECEIVED,
        WRONG_NUMBER,
        SENT,
        NOT_SENT;

        /** Whether it is a result of a call; the others are those of paper. */
        public boolean ofCall() {
            return switch (this) {
                case NO_ANSWER, LEFT_WORD, REACHED, RECEIVED, WRONG_NUMBER -> true;
                case SENT, NOT_SENT -> false;
            };
        }
    }

    /** What is to follow. The words are {@code asks.next.NEXT}. */
    public enum Next {
        /** The vendor is given its days; then the next rung. */
        WAIT,
        /** The same again on a later day. */
        AGAIN,
        /** The next rung at once. */
        CLIMB,
        /** Nothing more is tried on this step. */
        STOP
    }
}
