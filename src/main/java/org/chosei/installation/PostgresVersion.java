package org.chosei.installation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** PostgreSQL's files can be read only by the major version that wrote them. */
final class PostgresVersion {
    private PostgresVersion() {}

    static void check(Path database) {
        String version;
        try {
            version = Files.readString(database.resolve("PG_VERSION"), UTF_8).strip();
        } catch (IOException e) {
            throw new InstallationRefused(
                    "%s is there but is not a complete PostgreSQL database (its file PG_VERSION cannot be read). Restore the data directory from a backup, or move %s away to begin with an empty database."
                            .formatted(database, database),
                    e);
        }
        if (!version.equals(Integer.toString(PostgresBinaries.MAJOR))) {
            throw new InstallationRefused(
                    "The database in %s was written by PostgreSQL %s; this Chosei brings PostgreSQL %d, which cannot read it. Start the Chosei that wrote it, run its \"chosei backup\", then \"chosei restore\" with this one into an empty data directory."
                            .formatted(database, version, PostgresBinaries.MAJOR));
        }
    }
}
