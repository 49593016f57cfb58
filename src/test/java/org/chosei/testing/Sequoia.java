package org.chosei.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Somebody with Sequoia's OpenPGP, asked by {@code sqop}, which speaks the Stateless OpenPGP interface: {@code sq} says of its own
 * commands that no program should rely on them.
 */
public final class Sequoia implements AutoCloseable {
    private static final int TIMEOUT_SECONDS = 60;
    private static final byte[] END = "-----END PGP MESSAGE-----".getBytes(US_ASCII);

    private final Path home;
    private final Path key;

    public Sequoia(String userId) {
        try {
            home = Files.createTempDirectory("sequoia");
            key = home.resolve("key.asc");
            Files.write(key, run(new byte[0], "generate-key", userId));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What an opened message says, and the fingerprints of the keys whose signatures are good. */
    public record Opened(String text, String signers) {}

    /** The armored certificate, as it is given to others. */
    public byte[] certificate() {
        try {
            return run(Files.readAllBytes(key), "extract-cert");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens a mail's message, and fails unless it is signed by this certificate. */
    public Opened open(byte[] mail, String signer) {
        try {
            Path certificate = Files.writeString(home.resolve("signer.asc"), signer);
            Path verified = home.resolve("verified");
            Files.deleteIfExists(verified);
            byte[] text = run(
                    message(mail),
                    "decrypt",
                    "--verify-with=" + certificate,
                    "--verifications-out=" + verified,
                    "--",
                    key.toString());
            String signers = Files.readString(verified);
            if (signers.isBlank()) {
                throw new AssertionError("sqop opened it and found no good signature of the signer");
            }
            return new Opened(new String(text, UTF_8), signers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] message(byte[] mail) {
        String text = new String(mail, US_ASCII);
        int end = text.indexOf(new String(END, US_ASCII)) + END.length;
        return text.substring(text.indexOf("-----BEGIN PGP MESSAGE-----"), end).getBytes(US_ASCII);
    }

    private byte[] run(byte[] input, String... arguments) throws IOException {
        Path in = Files.write(Files.createTempFile(home, "in", ""), input);
        Path out = Files.createTempFile(home, "out", "");
        Path words = Files.createTempFile(home, "words", "");
        List<String> command = new ArrayList<>(List.of("sqop"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(words.toFile())
                .start();
        try {
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new AssertionError("sqop " + arguments[0] + " failed: " + Files.readString(words));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return Files.readAllBytes(out);
    }

    @Override
    public void close() {
        try (var files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
