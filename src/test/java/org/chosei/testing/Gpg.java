package org.chosei.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Somebody with GnuPG: a keyring of its own in a temporary directory, no passphrases. Its directory lies directly under
 * the temporary directory because the agent's socket path may have 108 bytes only.
 */
public final class Gpg implements AutoCloseable {
    private static final int TIMEOUT_SECONDS = 60;

    private final Path home;

    public Gpg() {
        try {
            home = Files.createTempDirectory(
                    "gpg", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where its keys are, for programs that use GnuPG themselves. */
    public Path home() {
        return home;
    }

    /** What one run of gpg said: exit code, its machine-readable status lines, its words, and what it wrote. */
    public record Run(int exitCode, List<String> status, String words, byte[] output) {
        /** Whether a status line with this keyword is there, e.g. {@code GOODSIG}. */
        public boolean says(String keyword) {
            return status.stream().anyMatch(line -> (line + " ").startsWith(keyword + " "));
        }

        public String text() {
            return new String(output, UTF_8);
        }

        private Run orFail() {
            if (exitCode != 0) {
                throw new AssertionError("gpg ended with " + exitCode + ": " + status + "\n" + words);
            }
            return this;
        }
    }

    /** Ed25519 to sign, Curve25519 to decrypt. Returns the fingerprint. */
    public String generateCurve25519(String userId) {
        var fingerprint = generate(userId, "ed25519", "cert,sign", "never");
        run("--quick-add-key", fingerprint, "cv25519", "encr", "never").orFail();
        return fingerprint;
    }

    /** RSA of these bits, primary and subkey. Returns the fingerprint. */
    public String generateRsa(String userId, int bits) {
        var fingerprint = generate(userId, "rsa" + bits, "cert,sign", "never");
        run("--quick-add-key", fingerprint, "rsa" + bits, "encr", "never").orFail();
        return fingerprint;
    }

    /** A primary key alone, e.g. {@code ed25519, "cert,sign", never}; expiry in gpg's words or {@code seconds=60}. */
    public String generate(String userId, String algorithm, String usage, String expiry) {
        return fingerprintIn(
                run("--quick-generate-key", userId, algorithm, usage, expiry).orFail());
    }

    /** A primary key alone with more options, e.g. {@code --faked-system-time}. */
    public String generate(List<String> options, String userId, String algorithm, String usage, String expiry) {
        var arguments = new ArrayList<>(options);
        arguments.addAll(List.of("--quick-generate-key", userId, algorithm, usage, expiry));
        return fingerprintIn(run(arguments.toArray(String[]::new)).orFail());
    }

    /** Adds a subkey, e.g. {@code cv25519, encr, never}. */
    public void addSubkey(String fingerprint, String algorithm, String usage, String expiry) {
        run("--quick-add-key", fingerprint, algorithm, usage, expiry).orFail();
    }

    private static String fingerprintIn(Run run) {
        return run.status().stream()
                .filter(line -> line.startsWith("KEY_CREATED "))
                .map(line -> line.split(" ", -1)[2])
                .findFirst()
                .orElseThrow();
    }

    /** The owner takes the key back, by the revocation certificate that gpg made with it. */
    public void revoke(String fingerprint) {
        try {
            var file = home.resolve("openpgp-revocs.d").resolve(fingerprint + ".rev");
            // gpg guards the file against accidents with a colon before the armor
            var certificate = Files.readString(file, UTF_8).replace("\n:-----", "\n-----");
            importKey(certificate.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The armored public key. */
    public byte[] publicKey(String fingerprint) {
        return run("--armor", "--export", fingerprint).orFail().output();
    }

    /** The armored secret key. */
    public byte[] secretKey(String fingerprint) {
        return run("--armor", "--export-secret-keys", fingerprint).orFail().output();
    }

    public void importKey(byte[] key) {
        runWith(key, "--import").orFail();
    }

    /** Encrypts and signs, armored; more options (e.g. {@code --throw-keyids}) may follow. */
    public byte[] encryptAndSign(byte[] content, String recipient, String signer, String... options) {
        var arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("--armor", "--local-user", signer, "--recipient", recipient, "--sign", "--encrypt"));
        return runWith(content, arguments.toArray(String[]::new)).orFail().output();
    }

    /** Encrypts without a signature, armored. */
    public byte[] encrypt(byte[] content, String recipient, String... options) {
        var arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("--armor", "--recipient", recipient, "--encrypt"));
        return runWith(content, arguments.toArray(String[]::new)).orFail().output();
    }

    /** Decrypts; the run says whether it worked and what gpg thinks of the signature. */
    public Run decrypt(byte[] message) {
        return runWith(message, "--decrypt");
    }

    /** An armored detached signature. */
    public byte[] signDetached(byte[] content, String signer, String... options) {
        var arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("--armor", "--local-user", signer, "--detach-sign"));
        return runWith(content, arguments.toArray(String[]::new)).orFail().output();
    }

    /** Checks a detached signature. */
    public Run verifyDetached(byte[] content, byte[] signature) {
        try {
            var file = Files.createTempFile(home, "signature", ".asc");
            Files.write(file, signature);
            return runWith(content, "--verify", file.toString(), "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Signed text that people can read ({@code BEGIN PGP SIGNED MESSAGE}). */
    public byte[] clearSign(byte[] text, String signer) {
        return runWith(text, "--local-user", signer, "--clear-sign").orFail().output();
    }

    /** Any other command, without input. */
    public Run run(String... arguments) {
        return runWith(new byte[0], arguments);
    }

    /** Any other command with this standard input. */
    public Run runWith(byte[] input, String... arguments) {
        try {
            var status = Files.createTempFile(home, "status", "");
            var words = Files.createTempFile(home, "words", "");
            var output = Files.createTempFile(home, "output", "");
            var source = Files.write(Files.createTempFile(home, "input", ""), input);
            var process = new ProcessBuilder(command(status, arguments))
                    .redirectInput(source.toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(words.toFile())
                    .start();
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("gpg did not end: " + List.of(arguments));
            }
            var lines = Files.readAllLines(status, UTF_8).stream()
                    .map(line -> line.replaceFirst("^\\[GNUPG:] ", ""))
                    .toList();
            return new Run(process.exitValue(), lines, Files.readString(words, UTF_8), Files.readAllBytes(output));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while gpg ran", e);
        }
    }

    private List<String> command(Path status, String... arguments) {
        var command = new ArrayList<>(List.of("gpg", "--homedir", home.toString()));
        command.addAll(List.of("--batch", "--no-tty", "--yes", "--no-options", "--no-auto-check-trustdb"));
        command.addAll(List.of("--pinentry-mode", "loopback", "--passphrase", "", "--trust-model", "always"));
        command.addAll(List.of("--status-file", status.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Ends the agent and removes the keyring. */
    @Override
    public void close() {
        try {
            new ProcessBuilder("gpgconf", "--homedir", home.toString(), "--kill", "all")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            try (var files = Files.walk(home)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
