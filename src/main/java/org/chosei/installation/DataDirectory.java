package org.chosei.installation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one directory under which an installation keeps everything, held by one process at a time.
 *
 * <p>{@code database/} is PostgreSQL's, {@code runtime/} its unpacked programs, {@code run/} what lives only while the
 * server runs, {@code keys/} what must never be lost or shown, {@code log/} what PostgreSQL says.
 */
public final class DataDirectory implements AutoCloseable {
    // fcntl locks belong to the process and fall when any descriptor of the file is closed, so a second attempt
    // inside this process must not even open the file
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private static final Set<String> PARTS = Set.of("database", "runtime", "run", "keys", "log");

    private final Path root;
    private final FileChannel channel;

    private DataDirectory(Path root, FileChannel channel) {
        this.root = root;
        this.channel = channel;
    }

    /**
     * Makes the layout where it is missing and takes the lock.
     *
     * @throws InstallationRefused when another process holds the directory, or it cannot be made private
     */
    public static DataDirectory open(Path directory) {
        Path root = prepared(directory);
        return openFree(root).orElseThrow(() -> inUse(root));
    }

    /** The same, or empty when another holds it: that one's server is then the way to the data. */
    static Optional<DataDirectory> openIfFree(Path directory) {
        return openFree(prepared(directory));
    }

    private static Path prepared(Path directory) {
        refuseForeign(directory);
        PrivateFiles.directory(directory);
        try {
            Path root = directory.toRealPath();
            PrivateFiles.directory(root.resolve("run"));
            return root;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<DataDirectory> openFree(Path root) {
        FileChannel channel = lock(root);
        if (channel == null) {
            return Optional.empty();
        }
        DataDirectory opened = new DataDirectory(root, channel);
        PrivateFiles.directory(opened.keys());
        PrivateFiles.directory(opened.log());
        return Optional.of(opened);
    }

    /** A slip in the setting must not close somebody's home directory to everybody else. */
    private static void refuseForeign(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> entries = Files.list(directory)) {
            List<String> names =
                    entries.map(entry -> entry.getFileName().toString()).toList();
            if (!names.isEmpty() && names.stream().noneMatch(PARTS::contains)) {
                throw new InstallationRefused(
                        "%s holds other files and is not a data directory of Chosei. Name an empty or a new directory (setting data-directory)."
                                .formatted(directory));
            }
        } catch (IOException e) {
            throw new InstallationRefused(
                    "%s cannot be used as data directory (%s). It must be a directory that belongs to the user that runs Chosei."
                            .formatted(directory, e.getClass().getSimpleName()),
                    e);
        }
    }

    /**
     * For commands beside the server: files that root leaves behind would lock the server out of its own directory.
     *
     * @throws InstallationRefused when the directory belongs to another user than the one this runs as
     */
    public static void refuseOtherUsers(Path directory) {
        try {
            String owner = Files.getOwner(directory).getName();
            String user = ProcessHandle.current().info().user().orElse(owner);
            if (!user.equals(owner)) {
                throw new InstallationRefused(
                        "%s belongs to the user %s, and this command runs as %s. Run it as that user, for example: runuser -u %s -- ./chosei …"
                                .formatted(directory, owner, user, owner));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look at " + directory, e);
        }
    }

    private static @Nullable FileChannel lock(Path root) {
        if (!HELD.add(root)) {
            return null;
        }
        boolean held = false;
        try {
            FileChannel channel = PrivateFiles.open(root.resolve("run/lock"), StandardOpenOption.CREATE);
            try {
                FileLock lock = channel.tryLock();
                if (lock == null) {
                    return null;
                }
                PrivateFiles.write(
                        root.resolve("run/pid"), ProcessHandle.current().pid() + "\n");
                held = true;
                return channel;
            } finally {
                if (!held) {
                    channel.close();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + root, e);
        } finally {
            if (!held) {
                HELD.remove(root);
            }
        }
    }

    /** Who holds the directory, for a sentence. */
    static String holder(Path root) {
        try {
            return "process " + Files.readString(root.resolve("run/pid"), UTF_8).strip();
        } catch (IOException e) {
            return "a process that has not yet written its number";
        }
    }

    private static InstallationRefused inUse(Path root) {
        return new InstallationRefused(
                "Another Chosei (%s) is using the data directory %s. Stop it first, or give this one a directory of its own (setting data-directory)."
                        .formatted(holder(root), root));
    }

    /** The directory itself, with symbolic links resolved. */
    public Path root() {
        return root;
    }

    /** PostgreSQL's own files. */
    public Path database() {
        return root.resolve("database");
    }

    /** Programs unpacked from the jar; may be deleted while the server is down. */
    public Path runtime() {
        return root.resolve("runtime");
    }

    /** Lock, port and socket of the running server. */
    public Path run() {
        return root.resolve("run");
    }

    /** The master key, the checkpoint key and the database passwords. */
    public Path keys() {
        return root.resolve("keys");
    }

    /** PostgreSQL's log. */
    public Path log() {
        return root.resolve("log");
    }

    /** Gives the directory free for the next process. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(root.resolve("run/pid"));
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot release " + root, e);
        } finally {
            HELD.remove(root);
        }
    }
}
