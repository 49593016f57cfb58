package org.chosei.installation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL that outlived the process that started it. It is ended, never used: it may run with older settings.
 *
 * <p>Recognised by what it is (a process called postgres whose working directory is our database), not by the number in
 * {@code postmaster.pid}, which the system may have given to another process since.
 */
final class PostgresOrphan {
    private static final Logger log = LoggerFactory.getLogger(PostgresOrphan.class);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private PostgresOrphan() {}

    static void endIn(Path database) {
        Path pidFile = database.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        List<ProcessHandle> left = using(database);
        Optional<Long> postmaster = postmaster(pidFile);
        for (ProcessHandle process : left) {
            if (postmaster.filter(pid -> pid == process.pid()).isPresent()) {
                log.warn(
                        "Ending PostgreSQL (process {}) that an earlier run left behind in {}",
                        process.pid(),
                        database);
                PostgresProcess.fastShutdown(process.pid());
            }
        }
        if (!Waiting.until(PATIENCE, () -> using(database).isEmpty())) {
            throw new InstallationRefused(
                    "PostgreSQL from an earlier run (process %s) still uses %s and did not end within %d seconds. See its log, end it, then start again."
                            .formatted(
                                    using(database).stream()
                                            .map(ProcessHandle::pid)
                                            .toList(),
                                    database,
                                    PATIENCE.toSeconds()));
        }
        try {
            // only now: as long as this file names a living process, PostgreSQL refuses to start
            Files.deleteIfExists(pidFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<ProcessHandle> using(Path database) {
        return ProcessHandle.allProcesses()
                .filter(process -> isPostgresIn(database, process.pid()))
                .toList();
    }

    private static boolean isPostgresIn(Path database, long pid) {
        try {
            Path proc = Path.of("/proc", Long.toString(pid));
            // "postgres (deleted)" when runtime/ was emptied meanwhile
            String program =
                    Files.readSymbolicLink(proc.resolve("exe")).getFileName().toString();
            return program.startsWith("postgres")
                    && Files.readSymbolicLink(proc.resolve("cwd")).equals(database);
        } catch (IOException e) {
            // gone meanwhile, or another user's: not ours either way
            return false;
        }
    }

    private static Optional<Long> postmaster(Path pidFile) {
        try {
            return Files.readAllLines(pidFile, UTF_8).stream()
                    .findFirst()
                    .filter(line -> line.strip().matches("\\d{1,9}"))
                    .map(line -> Long.valueOf(line.strip()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
