package org.chosei.command;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One {@code ./chosei serve} in a process of its own, started by the launcher as an operator would. */
final class ServerProcess implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(5);
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final HttpClient browser =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
    private final BenchGround ground;
    private final Process process;
    private final long started;

    private ServerProcess(BenchGround ground) throws IOException {
        this.ground = ground;
        ProcessBuilder builder = new ProcessBuilder(
                        ground.launcher().toString(),
                        "serve",
                        "--settings",
                        ground.settings().toString())
                .redirectErrorStream(true)
                .redirectOutput(ground.log().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        this.started = System.nanoTime();
        this.process = ground.processes().add(builder.start());
    }

    static ServerProcess start(BenchGround ground) throws IOException {
        return new ServerProcess(ground);
    }

    /** The time from the launch until the first page was read whole. */
    Duration awaitFirstPage(Duration limit) throws IOException, InterruptedException {
        while (!firstPageAnswers()) {
            boolean ended = process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS);
            if (ended || sinceStart().compareTo(limit) > 0) {
                throw failure("bench.start.no-page");
            }
        }
        return sinceStart();
    }

    /** Resident memory of the Java process, in MiB; the launcher's shell has become it. */
    long rssMb() throws IOException {
        return ProcMemory.kilobytes(Path.of("/proc", Long.toString(process.pid()), "status"), "VmRSS:") / 1024;
    }

    /** Memory of the embedded PostgreSQL, in MiB; shared pages are counted once over its processes (PSS). */
    long postgresMb() throws IOException {
        long kilobytes = 0;
        for (long pid : postgresProcesses()) {
            kilobytes += ProcMemory.kilobytes(Path.of("/proc", Long.toString(pid), "smaps_rollup"), "Pss:");
        }
        return kilobytes / 1024;
    }

    boolean usesAotCache() {
        return process.info().arguments().stream()
                .flatMap(Stream::of)
                .anyMatch(argument -> argument.startsWith("-XX:AOTCache="));
    }

    /** Ends it as a service manager does, so that the next start finds a database that was closed in order. */
    void stop() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
            throw failure("bench.start.no-stop");
        }
    }

    /** Whether it still runs. */
    boolean isAlive() {
        return process.isAlive();
    }

    /** As {@code kill -9}: nothing is finished. */
    void killMinusNine() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        browser.close();
        if (process.isAlive()) {
            process.destroy();
            if (!process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
    }

    private boolean firstPageAnswers() throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(ground.firstPage())
                    .timeout(Duration.ofSeconds(10))
                    .build();
            return browser.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    private Duration sinceStart() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    /** The postmaster says its own id in the data directory, wherever it stands in the process tree. */
    List<Long> postgresProcesses() throws IOException {
        try (Stream<Path> files = Files.find(
                ground.data(), 5, (file, _) -> file.getFileName().toString().equals("postmaster.pid"))) {
            for (Path file : files.toList()) {
                long postmaster = Long.parseLong(Files.readAllLines(file, StandardCharsets.UTF_8)
                        .getFirst()
                        .strip());
                return ProcessHandle.of(postmaster).stream()
                        .flatMap(handle -> Stream.concat(Stream.of(handle), handle.descendants()))
                        .map(ProcessHandle::pid)
                        .toList();
            }
        }
        return List.of();
    }

    private CommandFailure failure(String key) throws IOException {
        List<String> lines = Files.readAllLines(ground.log(), StandardCharsets.UTF_8);
        String end = String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
        return new CommandFailure(ExitCode.FAILED, ground.texts().of(key, end));
    }
}
