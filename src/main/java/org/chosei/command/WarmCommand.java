package org.chosei.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chosei.installation.Settings;
import org.chosei.server.Server;
import picocli.CommandLine.Command;

/** Starts a throw-away server, asks for one page and ends: how the launcher trains the start-up cache. */
@Command(name = "warm", hidden = true)
final class WarmCommand implements Runnable {

    @Override
    public void run() {
        try {
            Path directory = Files.createTempDirectory("chosei-warm");
            try (Server server = Server.start(Settings.of(Map.of(
                            "base-url", "http://127.0.0.1:8080",
                            "listen-port", "0",
                            "mail.listen-port", "0",
                            "data-directory", directory.resolve("data").toString())));
                    HttpClient client = HttpClient.newHttpClient()) {
                for (String path : List.of("/", "/sign-in", "/register", "/assets/chosei.css")) {
                    URI page = URI.create("http://127.0.0.1:" + server.port() + path);
                    client.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.discarding());
                }
            } finally {
                delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
