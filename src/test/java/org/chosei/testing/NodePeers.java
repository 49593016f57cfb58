package org.chosei.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs the scripts of {@code src/test/peers} with Node.js: programs by others that read what we write, so that a
 * misunderstanding of a standard does not pass on both sides. Their packages are installed once per build directory.
 */
public final class NodePeers {
    private static final Path SOURCE = Path.of("src", "test", "peers");
    private static final Path TARGET = Path.of("target", "peers").toAbsolutePath();
    private static final long MINUTES = 5;

    private NodePeers() {}

    /** Runs a script with arguments and gives back what it printed; a script that fails fails the test. */
    public static String run(String script, List<String> arguments) {
        install();
        var command = new ArrayList<>(List.of("node", script));
        command.addAll(arguments);
        return execute(command);
    }

    private static synchronized void install() {
        try {
            Files.createDirectories(TARGET);
            boolean current = Files.isDirectory(TARGET.resolve("node_modules"))
                    && Files.exists(TARGET.resolve("installed.json"))
                    && Files.mismatch(SOURCE.resolve("package.json"), TARGET.resolve("installed.json")) < 0;
            try (var scripts = Files.list(SOURCE)) {
                for (Path file : scripts.toList()) {
                    Files.copy(
                            file, TARGET.resolve(file.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            if (!current) {
                execute(List.of("npm", "install", "--no-audit", "--no-fund", "--no-package-lock"));
                Files.copy(
                        SOURCE.resolve("package.json"),
                        TARGET.resolve("installed.json"),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Output goes through files: a full pipe would stop the peer while we wait for its end. */
    private static String execute(List<String> command) {
        try {
            Path out = Files.createTempFile(TARGET, "run", ".out");
            Path err = Files.createTempFile(TARGET, "run", ".err");
            Process process = start(command, out, err);
            boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
            if (!ended) {
                process.destroyForcibly();
            }
            String printed = Files.readString(out, StandardCharsets.UTF_8);
            String complained = Files.readString(err, StandardCharsets.UTF_8);
            Files.delete(out);
            Files.delete(err);
            if (!ended || process.exitValue() != 0) {
                throw new AssertionError(String.join(" ", command) + " in " + TARGET
                        + (ended ? " ended with " + process.exitValue() : " did not end in " + MINUTES + " minutes")
                        + ":\n" + printed + complained);
            }
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + command.getFirst(), e);
        }
    }

    private static Process start(List<String> command, Path out, Path err) {
        try {
            return new ProcessBuilder(command)
                    .directory(TARGET.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
        } catch (IOException e) {
            throw new AssertionError(
                    command.getFirst() + " cannot be started; this test needs Node.js 20 or newer with npm"
                            + " (Debian: apt-get install nodejs npm)",
                    e);
        }
    }
}
