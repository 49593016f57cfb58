package org.chosei.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An installation's database for a command that works beside the server: the running server's own, or, while none runs,
 * the embedded one started for as long as this is open. An operator's server is used as the settings name it.
 */
public final class AttachedDatabase implements AutoCloseable {
    // a server that is just starting holds the directory before its database answers
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Database database;
    private final Path keys;
    private final @Nullable DataDirectory held;
    private final @Nullable EmbeddedPostgres started;
    private final AtEnd atEnd;

    private AttachedDatabase(
            Database database, Path keys, @Nullable DataDirectory held, @Nullable EmbeddedPostgres started) {
        this.database = database;
        this.keys = keys;
        this.held = held;
        this.started = started;
        this.atEnd = AtEnd.of(this::release);
    }

    /**
     * Attaches; makes neither an installation nor a key where there is none, and leaves a running server alone.
     *
     * @throws InstallationRefused when there is no installation, it is another user's, or its database does not answer
     */
    public static AttachedDatabase of(Settings settings) {
        Path root = existing(settings.dataDirectory());
        if (settings.databaseServer().isPresent()) {
            Database database = settings.databaseServer().get();
            DatabaseServer.check(database);
            return new AttachedDatabase(database, root.resolve("keys"), null, null);
        }
        if (!Files.isDirectory(root.resolve("database"))) {
            throw new InstallationRefused(
                    "%s holds no database yet. Check data-directory in the settings (--settings or CHOSEI_SETTINGS)."
                            .formatted(root));
        }
        Optional<DataDirectory> free = DataDirectory.openIfFree(root);
        return free.isPresent() ? starting(free.get()) : running(root);
    }

    private static Path existing(Path directory) {
        try {
            if (!Files.isDirectory(directory.resolve("keys"))) {
                throw new InstallationRefused(
                        "There is no installation of Chosei in %s. Another one is named by its settings, which say its data-directory: --settings FILE, or CHOSEI_SETTINGS."
                                .formatted(directory));
            }
            DataDirectory.refuseOtherUsers(directory);
            return directory.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look at " + directory, e);
        }
    }

    private static AttachedDatabase starting(DataDirectory directory) {
        boolean started = false;
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.start(directory);
            started = true;
            return new AttachedDatabase(postgres.database(), directory.keys(), directory, postgres);
        } finally {
            if (!started) {
                directory.close();
            }
        }
    }

    private static AttachedDatabase running(Path root) {
        if (!Waiting.until(PATIENCE, () -> answers(root))) {
            throw new InstallationRefused(
                    "%s holds the data directory %s, but its database has not answered for %d seconds. If it is starting or stopping, wait; otherwise stop it, then run this again."
                            .formatted(DataDirectory.holder(root), root, PATIENCE.toSeconds()));
        }
        return new AttachedDatabase(EmbeddedPostgres.runningIn(root), root.resolve("keys"), null, null);
    }

    private static boolean answers(Path root) {
        try {
            Database database = EmbeddedPostgres.runningIn(root);
            try (Connection connection =
                    DriverManager.getConnection(database.appUrl(), database.appUser(), database.appPassword())) {
                return connection.isValid(0);
            }
        } catch (SQLException | IllegalStateException e) {
            // the port's file is of an earlier run, or not there yet
            return false;
        }
    }

    /** The two connections. */
    public Database database() {
        return database;
    }

    /** Where the keys and the ledger's anchor lie. */
    public Path keys() {
        return keys;
    }

    /** A connection of the owner, which sees rows only under a purpose that a policy names; the caller closes it. */
    public Connection asOwner() throws SQLException {
        return DriverManager.getConnection(database.ownerUrl(), database.ownerUser(), database.ownerPassword());
    }

    /** A connection of the application's role, under row-level security; the caller closes it. */
    public Connection asApp() throws SQLException {
        return DriverManager.getConnection(database.appUrl(), database.appUser(), database.appPassword());
    }

    /** Stops what this started; a server of somebody else goes on. */
    @Override
    public void close() {
        atEnd.close();
    }

    private void release() {
        if (started != null) {
            started.close();
        }
        if (held != null) {
            held.close();
        }
    }
}
