package org.chosei.conversation.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.chosei.kernel.Refusal;
import org.chosei.vault.FileKey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Sealed chunks in the database. Each is written and read in a transaction of its own, so that a slow reader or writer
 * holds no connection, and two chunks are all that is ever in memory.
 */
@Component
class Chunks {
    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final FileLimit limit;

    Chunks(JdbcClient jdbc, TransactionOperations transaction, FileLimit limit) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.limit = limit;
    }

    /** What came in. */
    record Taken(long size, byte[] sha256) {}

    /**
     * Seals a stream to its end.
     *
     * @throws Refusal.Invalid as soon as it is longer than the operator allows, or when it is empty
     */
    Taken take(UUID file, FileKey key, InputStream in) throws IOException {
        MessageDigest digest = sha256();
        byte[] now = in.readNBytes(FileKey.CHUNK);
        if (now.length == 0) {
            throw new Refusal.Invalid("files", "file-empty");
        }
        long size = 0;
        for (int ordinal = 0; ; ordinal++) {
            size += now.length;
            if (size > limit.bytes()) {
                throw new Refusal.Invalid("files", "file-large", limit.mebibytes());
            }
            digest.update(now);
            byte[] next = now.length < FileKey.CHUNK ? new byte[0] : in.readNBytes(FileKey.CHUNK);
            write(file, ordinal, key.seal(ordinal, next.length == 0, now, now.length));
            if (next.length == 0) {
                return new Taken(size, digest.digest());
            }
            now = next;
        }
    }

    /** Opens all chunks of a file of this size, in their order. */
    void writeTo(UUID file, FileKey key, long size, OutputStream out) throws IOException {
        int count = Math.toIntExact((size + FileKey.CHUNK - 1) / FileKey.CHUNK);
        for (int ordinal = 0; ordinal < count; ordinal++) {
            out.write(key.open(ordinal, ordinal == count - 1, read(file, ordinal)));
        }
    }

    private void write(UUID file, int ordinal, byte[] sealed) {
        transaction.executeWithoutResult(
                _ -> jdbc.sql("insert into stored_chunk (file_id, ordinal, bytes) values (:file, :ordinal, :bytes)")
                        .param("file", file)
                        .param("ordinal", ordinal)
                        .param("bytes", sealed)
                        .update());
    }

    /** A chunk that is not there, or not for this reader any more, ends the file in the middle. */
    private byte[] read(UUID file, int ordinal) {
        byte[] sealed = transaction.execute(
                _ -> jdbc.sql("select bytes from stored_chunk where file_id = :file and ordinal = :ordinal")
                        .param("file", file)
                        .param("ordinal", ordinal)
                        .query((row, _) -> row.getBytes(1))
                        .optional()
                        .orElseThrow(Refusal.NotFound::new));
        return java.util.Objects.requireNonNull(sealed);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
