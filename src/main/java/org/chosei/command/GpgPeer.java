package org.chosei.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The machine's gpg over a keyring of its own, one process for each thing it does, to measure beside it. */
record GpgPeer(Path home) implements AutoCloseable {
    private static final int TIMEOUT_SECONDS = 60;

    static GpgPeer create() throws IOException {
        return new GpgPeer(Files.createTempDirectory(
                "chosei-gpg", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
    }

    /** One process; fails with its words when it fails. From any thread. */
    void run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("gpg", "--homedir", home.toString(), "--batch", "--no-tty"));
        command.addAll(List.of("--yes", "--quiet", "--no-options", "--no-auto-check-trustdb"));
        command.addAll(List.of("--pinentry-mode", "loopback", "--passphrase", "", "--trust-model", "always"));
        command.addAll(List.of(arguments));
        Path words = home.resolve("words" + Thread.currentThread().threadId());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(words.toFile())
                .start();
        if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + "\n" + Files.readString(words, UTF_8));
        }
    }

    /** Ends its agent and removes the keyring. */
    @Override
    public void close() throws IOException, InterruptedException {
        new ProcessBuilder("gpgconf", "--homedir", home.toString(), "--kill", "all")
                .start()
                .waitFor();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
