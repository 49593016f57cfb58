package org.chosei.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Somebody with GnuPG and a keyring of their own. Its home lies directly under the temporary directory because the agent's
 * socket path may have 108 bytes only.
 */
final class GnuPg implements OpenPgpUser {
    private static final int TIMEOUT_SECONDS = 120;

    private final Path home;
    private final String fingerprint;

    GnuPg(String userId, Kind kind) {
        try {
            home = Files.createTempDirectory(
                    "chosei-gpg", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String sign = kind == Kind.RSA ? "rsa3072" : "ed25519";
        String encrypt = kind == Kind.RSA ? "rsa3072" : "cv25519";
        run(new byte[0], "--quick-generate-key", userId, sign, "cert,sign", "never")
                .orFail();
        fingerprint = run(new byte[0], "--with-colons", "--list-secret-keys")
                .orFail()
                .text()
                .lines()
                .filter(line -> line.startsWith("fpr:"))
                .map(line -> line.split(":", -1)[9])
                .findFirst()
                .orElseThrow();
        run(new byte[0], "--quick-add-key", fingerprint, encrypt, "encr", "never")
                .orFail();
    }

    /** The version line of the machine's gpg; empty when there is none. */
    static String version() {
        try {
            Process gpg = new ProcessBuilder("gpg", "--version")
                    .redirectErrorStream(true)
                    .start();
            String first = new String(gpg.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
            return gpg.waitFor() == 0 ? first : "";
        } catch (IOException notThere) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public byte[] publicKey() {
        return run(new byte[0], "--armor", "--export", fingerprint).orFail().output();
    }

    /** The armored private key, for somebody who looks at the mails afterwards. */
    byte[] secretKey() {
        return run(new byte[0], "--armor", "--export-secret-keys", fingerprint)
                .orFail()
                .output();
    }

    @Override
    public void learn(byte[] publicKey) {
        run(publicKey, "--import").orFail();
    }

    @Override
    public byte[] encryptAndSign(byte[] content, String recipient) {
        return run(content, "--armor", "--local-user", fingerprint, "--recipient", recipient, "--sign", "--encrypt")
                .orFail()
                .output();
    }

    @Override
    public Read decrypt(byte[] armored) {
        Run run = run(armored, "--decrypt").orFail();
        String signer = run.status("VALIDSIG")
                .map(fields -> fields[fields.length - 1])
                .findFirst()
                .orElse(null);
        return new Read(run.output(), run.status("GOODSIG").findAny().isPresent() ? signer : null);
    }

    @Override
    public boolean canDecrypt(byte[] armored) {
        return run(armored, "--decrypt").exitCode() == 0;
    }

    @Override
    public List<String> recipients(byte[] armored) {
        return run(armored, "--list-only", "--decrypt")
                .status("ENC_TO")
                .map(fields -> fields[1])
                .toList();
    }

    /** What one run said. */
    private record Run(int exitCode, List<String> status, String words, byte[] output) {
        Run orFail() {
            StepFailed.unless(exitCode == 0, "gpg ended with %d: %s", exitCode, words);
            return this;
        }

        String text() {
            return new String(output, StandardCharsets.UTF_8);
        }

        Stream<String[]> status(String keyword) {
            return status.stream()
                    .filter(line -> line.startsWith("[GNUPG:] " + keyword + " "))
                    .map(line -> line.substring("[GNUPG:] ".length()).split(" ", -1));
        }
    }

    private Run run(byte[] input, String... arguments) {
        List<String> command = new ArrayList<>(List.of("gpg", "--homedir", home.toString(), "--batch", "--no-tty"));
        command.addAll(List.of("--yes", "--no-options", "--no-auto-check-trustdb", "--pinentry-mode", "loopback"));
        command.addAll(List.of("--passphrase", "", "--trust-model", "always"));
        try {
            Path in = Files.createTempFile(home, "in", "");
            Path out = Files.createTempFile(home, "out", "");
            Path words = Files.createTempFile(home, "words", "");
            Path status = Files.createTempFile(home, "status", "");
            command.addAll(List.of("--status-file", status.toString()));
            command.addAll(List.of(arguments));
            Files.write(in, input);
            Process gpg = new ProcessBuilder(command)
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(words.toFile())
                    .start();
            if (!gpg.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                gpg.destroyForcibly();
                throw new StepFailed.Unheld("gpg did not end: " + String.join(" ", arguments));
            }
            return new Run(
                    gpg.exitValue(), Files.readAllLines(status), Files.readString(words), Files.readAllBytes(out));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while gpg ran", e);
        }
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
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Trees.delete(home);
    }
}
