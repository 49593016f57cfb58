package org.chosei.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A small file system of its own in memory, which can be full without anybody else noticing. */
final class GroundMount {
    static final Path MOUNT = Path.of("/usr/bin/mount");
    private static final String UMOUNT = "/usr/bin/umount";
    private static final int PATIENCE_SECONDS = 20;

    private GroundMount() {}

    /**
     * Makes the directory and mounts it; only root may.
     *
     * @return false when this user may not
     */
    static boolean make(Path directory, int megabytes) throws IOException, InterruptedException {
        Files.createDirectory(directory);
        return run(List.of(
                MOUNT.toString(),
                "-t",
                "tmpfs",
                "-o",
                "size=" + megabytes + "m,mode=0711",
                "chosei-drill",
                directory.toString()));
    }

    /** Takes it away again, if there is one. */
    static void undo(Path directory) {
        try {
            boolean mounted = Files.readAllLines(Path.of("/proc/self/mounts")).stream()
                    .anyMatch(line -> line.contains(" " + directory + " "));
            if (mounted && !run(List.of(UMOUNT, directory.toString()))) {
                run(List.of(UMOUNT, "--lazy", directory.toString()));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}
