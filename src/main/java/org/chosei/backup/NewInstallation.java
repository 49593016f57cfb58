package org.chosei.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.chosei.installation.AtEnd;
import org.chosei.installation.DataDirectory;
import org.chosei.installation.Database;
import org.chosei.installation.DatabaseServer;
import org.chosei.installation.EmbeddedPostgres;
import org.chosei.installation.InstallationRefused;
import org.chosei.installation.PrivateFiles;
import org.chosei.installation.Settings;
import org.chosei.installation.Waiting;
import org.jspecify.annotations.Nullable;

/** An installation that is made beside its place and renamed into it when it is whole; until then, closing leaves nothing. */
final class NewInstallation implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path target;
    private final Path unfinished;
    private final Optional<Database> server;
    private final DataDirectory directory;
    private final Thread worker = Thread.currentThread();
    private final AtEnd removal;
    private volatile @Nullable EmbeddedPostgres postgres;
    private volatile boolean serverTouched;
    private volatile boolean placed;
    private volatile boolean left;
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.BEING_MADE);

    /** Of the one who finishes and the one who removes, the first wins. */
    private enum Stage {
        BEING_MADE,
        BEING_FINISHED,
        FINISHED,
        REMOVED
    }

    private NewInstallation(Path target, Path unfinished, Optional<Database> server) {
        this.target = target;
        this.unfinished = unfinished;
        this.server = server;
        this.directory = DataDirectory.open(unfinished);
        this.removal = AtEnd.of(this::removeUnlessFinished);
    }

    /** Looks that there is room for one where the settings want it, and begins. */
    static NewInstallation begin(Settings settings) {
        Path target = settings.dataDirectory().toAbsolutePath().normalize();
        try {
            if (Files.exists(target)) {
                target = target.toRealPath();
                refuseUnlessEmpty(target);
            }
            settings.databaseServer().ifPresent(NewInstallation::refuseUnlessEmpty);
            Path parent = Optional.ofNullable(target.getParent()).orElse(target);
            Path unfinished = Files.createTempDirectory(
                    parent,
                    target.getFileName() + "-being-restored-",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return new NewInstallation(target, unfinished, settings.databaseServer());
        } catch (IOException e) {
            throw new InstallationRefused(
                    "Nothing can be made beside %s (%s). The directory above it must exist and be writable for the user that runs Chosei; its owner can change that."
                            .formatted(target, e.getClass().getSimpleName()));
        }
    }

    private static void refuseUnlessEmpty(Path target) throws IOException {
        DataDirectory.refuseOtherUsers(target);
        try (Stream<Path> entries = Files.list(target)) {
            if (entries.findAny().isPresent()) {
                throw new InstallationRefused(
                        "%s is not empty, and a restore replaces nothing. Name a new or an empty directory (data-directory in the settings), or move that one away yourself."
                                .formatted(target));
            }
        }
        Path parent = Optional.ofNullable(target.getParent()).orElse(target);
        if (!Files.getFileStore(target).equals(Files.getFileStore(parent))) {
            throw new InstallationRefused(
                    "%s is a file system of its own, into which nothing can be renamed. Name a directory inside it (data-directory in the settings)."
                            .formatted(target));
        }
    }

    private static void refuseUnlessEmpty(Database server) {
        DatabaseServer.check(server);
        try (Connection connection =
                DriverManager.getConnection(server.ownerUrl(), server.ownerUser(), server.ownerPassword())) {
            if (!Schema.isEmpty(connection)) {
                throw new InstallationRefused(
                        "The database at database.url is not empty, and a restore replaces nothing. Make a new one there (docs/operations.md shows the SQL), or name another.");
            }
        } catch (SQLException e) {
            throw new InstallationRefused(
                    "The database at database.url cannot be looked at (%s).".formatted(e.getMessage()));
        }
    }

    DataDirectory directory() {
        return directory;
    }

    /** Where the data directory will be. */
    Path target() {
        return target;
    }

    /** An empty database; to be asked for after the keys are there. */
    Database database() {
        if (server.isPresent()) {
            serverTouched = true;
            return server.get();
        }
        EmbeddedPostgres started = EmbeddedPostgres.start(directory);
        postgres = started;
        return started.database();
    }

    /**
     * Ends the transaction and puts the data directory into its place. With an operator's server the keys come first:
     * a database whose key is missing would be given a new one at the next start.
     */
    void finish(Connection loaded) throws SQLException {
        if (!stage.compareAndSet(Stage.BEING_MADE, Stage.BEING_FINISHED)) {
            throw new IllegalStateException("ended meanwhile");
        }
        try {
            if (server.isPresent()) {
                place();
                loaded.commit();
            } else {
                loaded.commit();
                loaded.close();
                place();
            }
            stage.set(Stage.FINISHED);
        } finally {
            stage.compareAndSet(Stage.BEING_FINISHED, Stage.BEING_MADE);
        }
    }

    private void place() {
        stop();
        try {
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
            placed = true;
            PrivateFiles.sync(target.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot move " + unfinished + " to " + target, e);
        }
    }

    private void stop() {
        EmbeddedPostgres started = postgres;
        if (started != null) {
            started.close();
        }
        directory.close();
    }

    private void removeUnlessFinished() {
        if (!stage.compareAndSet(Stage.BEING_MADE, Stage.REMOVED)) {
            return;
        }
        // when the process was told to end, the one who works here may be unpacking or waiting
        if (!worker.equals(Thread.currentThread())) {
            worker.interrupt();
        }
        if (!placed) {
            stop();
        }
        Path made = placed ? target : unfinished;
        // as long as somebody still makes something there, to remove it once is not enough
        if (!Waiting.until(PATIENCE, () -> isRemoved(made) && left) && !isRemoved(made)) {
            throw new IllegalStateException("cannot remove " + made);
        }
        if (serverTouched) {
            server.ifPresent(Schema::drop);
        }
    }

    private static boolean isRemoved(Path made) {
        try {
            PrivateFiles.deleteTree(made);
            return true;
        } catch (IOException e) {
            // somebody still writes into it
            return false;
        }
    }

    @Override
    public void close() {
        left = true;
        removal.close();
    }
}
