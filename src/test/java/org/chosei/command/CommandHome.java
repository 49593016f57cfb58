package org.chosei.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A folder in which a command of a test runs: its settings, its data directory and the files that it is given. */
record CommandHome(Path folder) {
    /** The settings that name nothing but this folder. */
    Map<String, String> values() {
        return Map.of(
                "base-url", "http://127.0.0.1:8080",
                "listen-port", "0",
                "mail.listen-port", "0",
                "data-directory", folder.resolve("data").toString());
    }

    Path settings() throws IOException {
        return Files.write(
                folder.resolve("chosei.conf"),
                values().entrySet().stream()
                        .map(each -> each.getKey() + " = " + each.getValue())
                        .toList());
    }

    Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }
}
