package org.chosei.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What runs on a throw-away place: ended with it, also when the command that uses it is interrupted. */
final class GroundProcesses {
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final List<Process> started = new CopyOnWriteArrayList<>();
    private volatile boolean over;

    /** Takes it into care; one that was started while everything ends is ended at once. */
    Process add(Process process) {
        started.add(process);
        if (over) {
            process.destroyForcibly();
            throw new IllegalStateException("interrupted");
        }
        return process;
    }

    /** Ends all of them, and the database that one of them may have left behind in this directory. */
    void end(Path data) {
        over = true;
        started.forEach(Process::destroy);
        started.forEach(process -> {
            if (!ended(process.toHandle())) {
                process.destroyForcibly();
            }
        });
        postmaster(data).forEach(left -> {
            left.destroy();
            if (!ended(left)) {
                left.descendants().forEach(ProcessHandle::destroyForcibly);
                left.destroyForcibly();
            }
        });
    }

    private static boolean ended(ProcessHandle process) {
        try {
            process.onExit().get(GRACE.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            return !process.isAlive();
        }
    }

    /** It says its own id in its directory, wherever it stands in the process tree; empty when none runs. */
    static List<ProcessHandle> postmaster(Path data) {
        Path file = data.resolve("database").resolve("postmaster.pid");
        try {
            if (!Files.exists(file)) {
                return List.of();
            }
            long id = Long.parseLong(
                    Files.readAllLines(file, StandardCharsets.UTF_8).getFirst().strip());
            return ProcessHandle.of(id).stream()
                    .filter(handle -> handle.info().command().orElse("").endsWith("postgres"))
                    .toList();
        } catch (IOException | RuntimeException e) {
            return List.of();
        }
    }

    /** Removes a directory in which the last files may still come and go. */
    static void remove(Path directory) {
        for (int attempt = 0; attempt < 20 && Files.exists(directory); attempt++) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file :
                        files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException | java.io.UncheckedIOException e) {
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
