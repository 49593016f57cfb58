package org.chosei.ledger.proof;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One line of an export. Texts hold one byte in each character, so that what is hashed is what was read. */
sealed interface Line {

    /** The first line; {@code caseId} is null when everything was exported. */
    record Header(@Nullable UUID caseId) implements Line {}

    /** A public key that signed checkpoints, in base64. */
    record Key(String encoded) implements Line {}

    /** A signed checkpoint. */
    record Checkpoint(Body body, String at, List<Head> heads, String hash, String key, byte[] signature)
            implements Line {}

    /** A signed head. */
    record Head(UUID chain, long seq, String hash) {}

    /** Opens a chain: how many entries it has and the hash of the last. */
    record Chain(UUID id, long seq, String head) implements Line {}

    /** An entry; {@code details} is what the commitment is over, when they are revealed. */
    record Entry(
            Body body,
            UUID chain,
            String commitment,
            String hash,
            @Nullable String details) implements Line {}

    /** The last line. */
    record End(long chains, long checkpoints, long entries) implements Line {}

    /** Not a line of this format. */
    record Unreadable() implements Line {}

    /**
     * What is hashed and linked.
     *
     * @param seqAt where in {@code text} the digits of {@code seq} begin
     */
    record Body(String text, long seq, int seqAt, String previous) {

        /** The text as it would be under another number. */
        String numbered(long other) {
            return text.substring(0, seqAt)
                    + other
                    + text.substring(seqAt + Long.toString(seq).length());
        }
    }
}
