package org.chosei.installation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A process of its own that holds a data directory with its PostgreSQL, to be killed or contended with. */
final class ChildServer implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    /** The child's first line: "ready", the server's process number and owner URL, or the refusal. */
    final String said;

    private ChildServer(Process process, BufferedReader output, String said) {
        this.process = process;
        this.output = output;
        this.said = said;
    }

    /** What the child runs. */
    public static void main(String[] args) throws IOException {
        try (DataDirectory directory = DataDirectory.open(Path.of(args[0]));
                EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
            String pid = Files.readAllLines(directory.database().resolve("postmaster.pid"))
                    .getFirst();
            System.out.println("ready " + pid + " " + postgres.database().ownerUrl());
            InputStream untilClosed = System.in;
            untilClosed.transferTo(System.out);
        } catch (InstallationRefused refused) {
            System.out.println("refused " + refused.getMessage());
        }
    }

    static ChildServer start(Path directory) throws IOException {
        return start(List.of(), System.getProperty("java.class.path"), directory);
    }

    /** Started by root as nobody, who must be able to read the class path. */
    static ChildServer startAsNobody(String classPath, Path directory) throws IOException {
        return start(List.of("runuser", "-u", "nobody", "--"), classPath, directory);
    }

    private static ChildServer start(List<String> prefix, String classPath, Path directory) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                ChildServer.class.getName(),
                directory.toString()));
        Process process = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        while (line != null && !line.startsWith("ready ") && !line.startsWith("refused ")) {
            line = output.readLine();
        }
        return new ChildServer(process, output, said(line));
    }

    private static String said(@Nullable String line) {
        return line == null ? "nothing" : line;
    }

    long pid() {
        return process.pid();
    }

    long postgresPid() {
        return Long.parseLong(said.split(" ")[1]);
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException {
        process.outputWriter(StandardCharsets.UTF_8).close();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        output.close();
    }
}
