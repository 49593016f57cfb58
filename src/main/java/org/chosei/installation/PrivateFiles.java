package org.chosei.installation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Files and directories that only the server's own user may read, written so that a power cut leaves old or new. */
public final class PrivateFiles {
    private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private PrivateFiles() {}

    /** Makes the directory where it is missing and takes other users' permissions away where it is there. */
    public static void directory(Path directory) {
        try {
            if (Files.isDirectory(directory)) {
                Files.setPosixFilePermissions(directory, DIRECTORY);
            } else {
                Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(DIRECTORY));
            }
        } catch (IOException e) {
            throw new InstallationRefused(
                    "The directory %s cannot be made private to this user (%s). Make it writable for, and owned by, the user that runs Chosei."
                            .formatted(directory, e.getClass().getSimpleName() + ": " + e.getMessage()),
                    e);
        }
    }

    /** Writes the text whole or not at all. */
    public static void write(Path file, String text) {
        write(file, text.getBytes(UTF_8));
    }

    /** Writes the content whole or not at all. */
    public static void write(Path file, byte[] content) {
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(temporary);
            try (FileChannel channel = open(temporary, StandardOpenOption.CREATE_NEW)) {
                ByteBuffer rest = ByteBuffer.wrap(content);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            sync(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** Opens for writing; a file that is made belongs to this user alone. */
    public static FileChannel open(Path file, StandardOpenOption create) throws IOException {
        return FileChannel.open(
                file, Set.of(StandardOpenOption.WRITE, create), PosixFilePermissions.asFileAttribute(FILE));
    }

    /** A rename is on disk only after its directory is. */
    public static void sync(@Nullable Path directory) throws IOException {
        if (directory != null) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** The content of a secret file, refused when anybody but its owner could read or replace it. */
    public static byte[] readSecret(Path file) {
        try {
            Set<PosixFilePermission> more = EnumSet.copyOf(Files.getPosixFilePermissions(file));
            more.removeAll(FILE);
            if (!more.isEmpty()) {
                throw new InstallationRefused(
                        "%s can be used by other users (%s). Check who could have read it, then run: chmod 600 %s"
                                .formatted(
                                        file,
                                        PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
                                        file));
            }
            if (!Files.getOwner(file)
                    .equals(Files.getOwner(file.toAbsolutePath().getParent()))) {
                throw new InstallationRefused(
                        "%s belongs to %s, but its directory to %s. Check how that came about, then run: chown %s %s"
                                .formatted(
                                        file,
                                        Files.getOwner(file),
                                        Files.getOwner(file.toAbsolutePath().getParent()),
                                        Files.getOwner(file.toAbsolutePath().getParent()),
                                        file));
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new InstallationRefused(
                    "%s cannot be read (%s). It must be readable for the user that runs Chosei."
                            .formatted(file, e.getClass().getSimpleName()),
                    e);
        }
    }

    /** Deletes a directory and all in it; links are deleted, not followed. */
    public static void deleteTree(Path top) throws IOException {
        if (!Files.exists(top, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(top, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
