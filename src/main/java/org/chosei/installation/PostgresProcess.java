package org.chosei.installation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running server as a child process: started, known to be ready, ended. */
final class PostgresProcess {
    private static final Logger log = LoggerFactory.getLogger(PostgresProcess.class);

    // after a crash PostgreSQL replays its log before it is ready
    private static final Duration START_PATIENCE = Duration.ofMinutes(10);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(90);
    private static final int STATUS_LINE = 7;

    private final Process process;
    private final Path pidFile;
    private final File logFile;
    private final long logStart;

    PostgresProcess(PostgresPrograms programs, Path database, File logFile, List<String> arguments) {
        this.pidFile = database.resolve("postmaster.pid");
        this.logFile = logFile;
        this.logStart = logFile.length();
        this.process = programs.server(logFile, arguments);
    }

    /** Waits until connections are accepted; false when the server ended instead. */
    boolean becameReady() {
        if (!Waiting.until(START_PATIENCE, () -> isReady() || !process.isAlive())) {
            stop();
            throw new InstallationRefused(
                    "PostgreSQL was not ready after %d minutes. See %s".formatted(START_PATIENCE.toMinutes(), logFile));
        }
        return process.isAlive();
    }

    /** The server itself writes its state into postmaster.pid. */
    private boolean isReady() {
        try {
            List<String> lines = Files.readAllLines(pidFile, UTF_8);
            return lines.size() > STATUS_LINE
                    && lines.getFirst().strip().equals(Long.toString(process.pid()))
                    && lines.get(STATUS_LINE).strip().equals("ready");
        } catch (IOException e) {
            return false;
        }
    }

    /** What the server logged since it was started. */
    String said() {
        try (RandomAccessFile file = new RandomAccessFile(logFile, "r")) {
            file.seek(Math.max(logStart, file.length() - 4000));
            byte[] tail = new byte[(int) (file.length() - file.getFilePointer())];
            file.readFully(tail);
            return new String(tail, UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void stop() {
        if (!process.isAlive()) {
            return;
        }
        fastShutdown(process.pid());
        try {
            if (!process.waitFor(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                log.warn(
                        "PostgreSQL (process {}) has not ended after {} seconds; it goes on shutting down by itself",
                        process.pid(),
                        STOP_PATIENCE.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** SIGINT, which Java cannot send: PostgreSQL disconnects everybody, writes a checkpoint and ends. */
    static void fastShutdown(long pid) {
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -INT \"$1\"", "sh", Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
