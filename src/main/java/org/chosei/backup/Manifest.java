package org.chosei.backup;

import java.util.List;
import java.util.Optional;
import org.chosei.installation.InstallationRefused;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a backup says about itself; docs/formats/backup.md describes each field.
 *
 * @param chosei the version of the program that wrote it
 * @param takenAt the database's time of the snapshot
 * @param postgres the major version of the server
 * @param masterKey the fingerprint of the key that opens the content and authenticates this manifest
 */
record Manifest(
        int format,
        String chosei,
        String takenAt,
        int postgres,
        String masterKey,
        List<Migration> migrations,
        List<Table> tables,
        List<Sequence> sequences,
        List<Part> files) {
    static final int FORMAT = 1;

    Manifest {
        migrations = List.copyOf(migrations);
        tables = List.copyOf(tables);
        sequences = List.copyOf(sequences);
        files = List.copyOf(files);
    }

    /** One applied migration. */
    record Migration(String version, @Nullable Integer checksum) {}

    /** One table; the hash is over its part of the archive. */
    record Table(String name, List<String> columns, long rows, Part part) {}

    /** The next value follows {@code last}; one that was never used is not listed. */
    record Sequence(String name, long last) {}

    /** One part of the archive, uncompressed. */
    record Part(String name, long bytes, String sha256) {}

    private record Versioned(int format) {}

    byte[] json() {
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
    }

    static Manifest parse(byte[] json) {
        try {
            int format = JsonMapper.shared().readValue(json, Versioned.class).format();
            if (format > FORMAT) {
                throw new InstallationRefused(
                        "This backup has the format %d, and this Chosei reads formats up to %d. Restore it with the Chosei that wrote it or a newer one."
                                .formatted(format, FORMAT));
            }
            return JsonMapper.shared().readValue(json, Manifest.class);
        } catch (JacksonException e) {
            throw BackupFile.damaged("its manifest cannot be read");
        }
    }

    Optional<Part> file(String name) {
        return files.stream().filter(part -> part.name().equals(name)).findFirst();
    }

    long rows() {
        return tables.stream().mapToLong(Table::rows).sum();
    }
}
