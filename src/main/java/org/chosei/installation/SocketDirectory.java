package org.chosei.installation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where PostgreSQL puts its socket: {@code run/}, or a private temporary directory when that path is too long for a
 * socket address (107 bytes on Linux). Which one it is stands in {@code run/postgres.socket-directory}.
 */
record SocketDirectory(Path path, Path run) {
    private static final int LONGEST = 99;
    private static final String TEMPORARY = "chosei-socket-";

    static SocketDirectory of(Path run) {
        removeRecorded(run);
        try {
            boolean fits = run.resolve(".s.PGSQL.65535").toString().getBytes(UTF_8).length <= LONGEST;
            // createTempDirectory makes it 0700
            Path path = fits ? run : Files.createTempDirectory(TEMPORARY);
            PrivateFiles.write(recordIn(run), path + "\n");
            return new SocketDirectory(path, run);
        } catch (IOException e) {
            throw new UncheckedIOException("no place for PostgreSQL's socket", e);
        }
    }

    void remove() {
        removeRecorded(run);
    }

    /** Also what a killed process left behind. */
    private static void removeRecorded(Path run) {
        Path record = recordIn(run);
        try {
            if (Files.exists(record)) {
                Path recorded = Path.of(Files.readString(record, UTF_8).strip());
                if (recorded.getFileName().toString().startsWith(TEMPORARY)) {
                    PrivateFiles.deleteTree(recorded);
                }
                Files.delete(record);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path recordIn(Path run) {
        return run.resolve("postgres.socket-directory");
    }
}
