package org.chosei.command;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.chosei.crypto.KeyReading;
import org.chosei.crypto.OpenPgpKey;
import org.chosei.installation.AtEnd;
import org.chosei.installation.Settings;

/** A throw-away place for benched servers: settings file, data directory and loopback ports of their own. */
record BenchGround(
        Texts texts, Path launcher, Path directory, int port, int mailPort, GroundProcesses processes, AtEnd atEnd)
        implements AutoCloseable {
    /** Fails when the jar was started without the launcher, whose JVM options and cache are part of what is measured. */
    static BenchGround create(Texts texts) throws IOException {
        String launcher = System.getProperty("chosei.launcher", "");
        if (launcher.isEmpty() || !Files.isDirectory(Path.of("/proc/self"))) {
            throw new CommandFailure(ExitCode.FAILED, texts.of("bench.start.where"));
        }
        // Others may pass through: PostgreSQL runs as another user when Chosei runs as root.
        Path directory = Files.createTempDirectory(
                "chosei-bench", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        GroundProcesses processes = new GroundProcesses();
        AtEnd atEnd = AtEnd.of(() -> {
            processes.end(directory.resolve("data"));
            GroundMount.undo(directory.resolve("data"));
            GroundProcesses.remove(directory);
        });
        BenchGround ground =
                new BenchGround(texts, Path.of(launcher), directory, freePort(), freePort(), processes, atEnd);
        ground.writeSettings();
        return ground;
    }

    Path settings() {
        return directory.resolve("chosei.settings");
    }

    Path data() {
        return directory.resolve("data");
    }

    Path log() {
        return directory.resolve("serve.log");
    }

    URI firstPage() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /** The server's own OpenPGP certificate, as it hands it out to whoever writes to it. */
    OpenPgpKey openPgpKey() throws IOException, InterruptedException {
        try (HttpClient browser = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(firstPage().resolve("/openpgp-key.asc"))
                    .timeout(Duration.ofSeconds(30))
                    .build();
            byte[] armored = browser.send(request, HttpResponse.BodyHandlers.ofByteArray())
                    .body();
            return switch (OpenPgpKey.read(armored)) {
                case KeyReading.Readable(OpenPgpKey key) -> key;
                case KeyReading other -> throw new IOException("no key: " + other);
            };
        }
    }

    /** Also when the command is interrupted: nothing that ran or lay here stays behind. */
    @Override
    public void close() {
        atEnd.close();
    }

    /** Servers that are started from now on hand their mail over there. */
    void relay(int relayPort) throws IOException {
        Files.writeString(
                settings(), "mail.relay-port = " + relayPort + "\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    }

    /** What a server started here reads. */
    Settings read() {
        return Settings.read(settings(), Map.of());
    }

    private void writeSettings() throws IOException {
        Files.write(
                settings(),
                List.of(
                        "data-directory = " + data(),
                        "listen-port = " + port,
                        "base-url = http://127.0.0.1:" + port,
                        "mail.listen-port = " + mailPort),
                StandardCharsets.UTF_8);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
