package org.chosei.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the CSIRT has made sure that an organisation is who it says, at some instant.
 *
 * @param due whether it registered by form since vetting is recorded, so that vetting here is expected of it
 * @param at since when; null where nothing is on record
 * @param calledBy who made the call-back, as {@code Scope.actor()} writes it; only staff are told
 * @param signedBy who confirmed it, or said that it was vetted elsewhere; only staff are told
 */
public record Vetting(
        State state,
        boolean due,
        @Nullable Instant at,
        @Nullable String calledBy,
        @Nullable String signedBy) {
    /** Of an organisation of which nothing is known. */
    public static final Vetting NONE = new Vetting(State.NONE, false, null, null, null);

    /** Of an organisation whose vetting is not told: it counts as asked for, so that nothing is opened by not knowing. */
    public static final Vetting UNKNOWN = new Vetting(State.NONE, true, null, null, null);

    /** What is known of it. */
    public enum State {
        /** Nothing is on record, and nothing was asked. */
        NONE,
        /** It has begun and is not confirmed, or what was confirmed no longer stands. */
        OPEN,
        /** One person called, another went through everything and confirmed it. */
        DONE,
        /** Another body or an earlier process made sure; a person says so, with the reason. */
        ELSEWHERE;

        /** Whether somebody answers for the organisation being who it says. */
        public boolean vetted() {
            return switch (this) {
                case NONE, OPEN -> false;
                case DONE, ELSEWHERE -> true;
            };
        }
    }
}
