package org.chosei.installation;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs PostgreSQL's programs with a clean environment, also when Chosei itself is root.
 *
 * <p>PostgreSQL refuses to run as root. Then it gets a user namespace of its own ({@code unshare -U}), in which it is
 * nobody, while files stay root's outside.
 */
final class PostgresPrograms {
    private static final List<String> NAMESPACE = List.of("unshare", "-U");

    private final Path home;
    private final List<String> prefix;

    private PostgresPrograms(Path home, List<String> prefix) {
        this.home = home;
        this.prefix = prefix;
    }

    static PostgresPrograms unpackedIn(Path runtime) {
        boolean root = isRoot();
        if (root && !works(NAMESPACE)) {
            throw new InstallationRefused(
                    "PostgreSQL does not run as root, and this host does not let root make a user namespace for it (unshare -U failed). Run Chosei as an ordinary user that owns the data directory, for example: runuser -u chosei -- ./chosei serve");
        }
        return new PostgresPrograms(PostgresBinaries.unpackInto(runtime), root ? NAMESPACE : List.of());
    }

    /** Starts the server process itself, in a session of its own so that Ctrl-C in a terminal does not reach it. */
    Process server(File log, List<String> arguments) {
        List<String> detached = new ArrayList<>();
        if (works(List.of("setsid"))) {
            detached.add("setsid");
        }
        return start(builder(detached, "postgres", arguments).redirectOutput(ProcessBuilder.Redirect.appendTo(log)));
    }

    /** Runs a program to its end and returns what it said; a failure is refused with that text. */
    String run(String what, String program, List<String> arguments, File input) {
        Process process = start(builder(List.of(), program, arguments).redirectInput(input));
        try (var output = process.inputReader()) {
            String said = output.readAllAsString();
            if (process.waitFor() != 0) {
                throw new InstallationRefused("%s failed: %s".formatted(what, said.strip()));
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + program, e);
        }
    }

    private ProcessBuilder builder(List<String> detached, String program, List<String> arguments) {
        List<String> command = new ArrayList<>(detached);
        command.addAll(prefix);
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        // PGPORT, PGOPTIONS, LC_ALL and their like would change what these programs do
        environment.keySet().retainAll(List.of("PATH", "TMPDIR"));
        environment.putAll(Map.of("LC_ALL", "C", "TZ", "UTC"));
        return builder;
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new InstallationRefused("PostgreSQL's programs cannot be run (%s).".formatted(e.getMessage()), e);
        }
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean works(List<String> prefix) {
        List<String> command = new ArrayList<>(prefix);
        command.add("true");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
