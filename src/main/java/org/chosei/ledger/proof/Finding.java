package org.chosei.ledger.proof;

import java.util.Locale;

/**
 * Something that is not as it was written.
 *
 * @param chain the chain's id, {@code checkpoints}, or {@code file} for the export as a whole
 * @param seq the first number concerned; 0 when it is not about an entry
 * @param until the last number concerned, mostly the same
 * @param line the line of the export at which it showed; 0 when it showed at no line
 */
public record Finding(Kind kind, String chain, long seq, long until, long line) {
    /** The chain of the checkpoints themselves. */
    public static final String CHECKPOINTS = "checkpoints";
    /** The export as a whole. */
    public static final String FILE = "file";

    /** What happened to it. */
    public enum Kind {
        /** Its content is not what was hashed, or its successor was made after a different one. */
        EDITED,
        /** Entries between others are missing. */
        DELETED,
        /** One more than there was. */
        INSERTED,
        /** It is there, but not in its place. */
        REORDERED,
        /** The end is missing. */
        TRUNCATED,
        /** Consistent in itself, but a checkpoint signed, or an anchor kept, another history. */
        REWRITTEN,
        /** The checkpoint's signature is not by the key that it names. */
        BAD_SIGNATURE,
        /** The checkpoint is signed with a key that is not among those to be believed. */
        UNKNOWN_KEY,
        /** The revealed details are not those committed to. */
        DETAILS_ALTERED,
        /** Not a line of an export. */
        UNREADABLE;

        /** The word in JSON and in message keys. */
        public String slug() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
