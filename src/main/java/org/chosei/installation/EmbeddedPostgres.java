package org.chosei.installation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A real PostgreSQL server that belongs to this process, durable and closed to everybody without a password. */
public final class EmbeddedPostgres implements AutoCloseable {
    static final String DATABASE = "chosei";
    private static final int PORT_ATTEMPTS = 5;
    private static final long LOG_LIMIT = 10_000_000;

    private final PostgresProcess process;
    private final SocketDirectory socket;
    private final DatabasePasswords passwords;
    private final int port;

    private EmbeddedPostgres(PostgresProcess process, SocketDirectory socket, DatabasePasswords passwords, int port) {
        this.process = process;
        this.socket = socket;
        this.passwords = passwords;
        this.port = port;
    }

    /**
     * Starts the server on the data directory, making the database on the first run and ending a server that an earlier
     * run left behind.
     *
     * @throws InstallationRefused when the database is of another major version, its passwords are missing, or the
     *     server does not come up
     */
    public static EmbeddedPostgres start(DataDirectory directory) {
        PostgresPrograms programs = PostgresPrograms.unpackedIn(directory.runtime());
        DatabasePasswords passwords =
                Files.exists(directory.database()) ? existing(directory) : DatabaseCreation.in(directory, programs);
        PrivateFiles.write(directory.database().resolve("pg_hba.conf"), PostgresSettings.HOST_BASED_AUTHENTICATION);
        SocketDirectory socket = SocketDirectory.of(directory.run());
        File log = logFile(directory.log());
        String said = "";
        for (int attempt = 0; attempt < PORT_ATTEMPTS; attempt++) {
            int port = freePort();
            PostgresProcess process = new PostgresProcess(
                    programs,
                    directory.database(),
                    log,
                    PostgresSettings.commandLine(directory.database(), socket.path(), port));
            if (process.becameReady()) {
                PrivateFiles.write(portFile(directory.root()), port + "\n");
                return new EmbeddedPostgres(process, socket, passwords, port);
            }
            said = process.said();
            if (!said.contains("Address already in use")) {
                break;
            }
        }
        socket.remove();
        throw new InstallationRefused(
                "PostgreSQL did not start on %s. It said:%n%s".formatted(directory.database(), said));
    }

    private static DatabasePasswords existing(DataDirectory directory) {
        PostgresVersion.check(directory.database());
        DatabasePasswords passwords = DatabasePasswords.load(directory.keys());
        PostgresOrphan.endIn(directory.database());
        return passwords;
    }

    private static File logFile(Path logs) {
        Path log = logs.resolve("postgres.log");
        try {
            if (!Files.exists(log)) {
                PrivateFiles.write(log, "");
            } else if (Files.size(log) > LOG_LIMIT) {
                Files.move(log, logs.resolve("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
                PrivateFiles.write(log, "");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return log.toFile();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on 127.0.0.1", e);
        }
    }

    /** The connections for the product's own database. */
    public Database database() {
        return database(DATABASE);
    }

    /** Makes one more, empty database with the same two roles: for tests and drills. */
    public Database createDatabase(String name) {
        if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException("not a plain database name: " + name);
        }
        try (Connection connection = superuserConnection(DatabaseRoles.SUPERUSER);
                Statement statement = connection.createStatement()) {
            for (String sql : DatabaseRoles.makeDatabase(name)) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot make the database " + name, e);
        }
        return database(name);
    }

    /** A connection above row-level security, for backup and restore only; the caller closes it. */
    public Connection superuserConnection(String database) throws SQLException {
        return DriverManager.getConnection(url(database, port), DatabaseRoles.SUPERUSER, passwords.superuser());
    }

    /** False once the server process has ended, for the health endpoint. */
    public boolean isRunning() {
        return process.isAlive();
    }

    private Database database(String name) {
        return database(name, port, passwords);
    }

    private static Database database(String name, int port, DatabasePasswords passwords) {
        String url = url(name, port);
        return new Database(url, DatabaseRoles.OWNER, passwords.owner(), url, DatabaseRoles.APP, passwords.app());
    }

    /** The product's database on the server that another process runs in this directory; a guess until it answers. */
    static Database runningIn(Path root) {
        try {
            int port = Integer.parseInt(Files.readString(portFile(root), UTF_8).strip());
            return database(DATABASE, port, DatabasePasswords.load(root.resolve("keys")));
        } catch (IOException | NumberFormatException e) {
            throw new IllegalStateException("no port of PostgreSQL in " + root, e);
        }
    }

    private static Path portFile(Path root) {
        return root.resolve("run/postgres.port");
    }

    /** The password leaves this process only as SCRAM, whoever answers on the port. */
    private static String url(String database, int port) {
        return "jdbc:postgresql://127.0.0.1:%d/%s?requireAuth=scram-sha-256&sslmode=disable".formatted(port, database);
    }

    /** Fast shutdown: open transactions are rolled back, everything committed is on disk. */
    @Override
    public void close() {
        process.stop();
        socket.remove();
    }
}
