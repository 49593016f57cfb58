package org.chosei.conversation.files;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A file that the reader was let to: its reading is in the ledger of the transaction that made this.
 *
 * @param size in bytes
 */
public record StoredFile(String name, long size, Content content) {

    /** The bytes, read and opened chunk by chunk in transactions of its own; call it after the one that made it. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes all of it.
         *
         * @throws org.chosei.vault.SealBroken in the middle, when a chunk is not the one that was sealed there
         */
        void writeTo(OutputStream out) throws IOException;
    }
}
