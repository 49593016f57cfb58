package org.chosei.registry.keywords;

import org.jspecify.annotations.Nullable;

/**
 * A keyword as it stands for one organisation.
 *
 * @param given the newest answer; null when there never was one
 */
public record Question(Keyword keyword, @Nullable Given given, Standing standing) {

    /** Whether the question is answered. */
    public enum Standing {
        /** For this version of the list. */
        ANSWERED,
        /** For an older version, and it means the same still. */
        CARRIED_OVER,
        /** For an older version, and the question means something else since. */
        ASKED_AGAIN,
        /** Not yet, or taken back. */
        OPEN
    }

    static Question of(Keyword keyword, @Nullable Given given, int version) {
        Standing standing;
        if (given == null || given.answer() == null) {
            standing = Standing.OPEN;
        } else if (given.version() < keyword.askedSince()) {
            standing = Standing.ASKED_AGAIN;
        } else {
            standing = given.version() < version ? Standing.CARRIED_OVER : Standing.ANSWERED;
        }
        return new Question(keyword, given, standing);
    }

    /** Whether there is an answer that holds. */
    public boolean answered() {
        return switch (standing) {
            case ANSWERED, CARRIED_OVER -> true;
            case ASKED_AGAIN, OPEN -> false;
        };
    }

    /** The answer that holds, if there is one. */
    public @Nullable Answer holds() {
        return answered() && given != null ? given.answer() : null;
    }
}
