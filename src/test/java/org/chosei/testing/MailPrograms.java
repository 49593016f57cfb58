package org.chosei.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Mail as the programs of people in the field write it: mutt with GnuPG, typed into its screen, and s-nail with S/MIME. */
public final class MailPrograms {
    private static final Duration KEYSTROKE = Duration.ofMillis(1500);
    private static final int TRIES = 40;

    private final Path home;

    public MailPrograms() {
        try {
            home = Files.createTempDirectory("mailprograms");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Encrypts to {@code to} and signs with {@code key} of this GnuPG home; the subject is protected inside. */
    public byte[] mutt(Path gnupg, String key, String from, String to, String subject, String text) {
        Path out = home.resolve("mutt.eml");
        Path body = write("body", text);
        Path rc = write("muttrc", """
                set sendmail="%s"
                set crypt_use_gpgme=yes
                set pgp_default_key=%s
                set pgp_sign_as=%s
                set crypt_autosign=yes
                set crypt_autoencrypt=yes
                set crypt_protected_headers_write=yes
                set from="%s"
                set use_from=yes
                set copy=no
                set record=""
                set charset=utf-8
                set editor="true"
                set abort_unmodified=no
                set abort_nosubject=no
                """.formatted(sendmail(out), key, key, from));
        String command = "mutt -n -F " + rc + " -s '" + subject + "' -i " + body + " " + to;
        typed(List.of("script", "-qec", command, "/dev/null"), Map.of("GNUPGHOME", gnupg.toString()), out);
        return crlf(out);
    }

    /** Signs with a certificate and its key, both in PEM, and encrypts to another. */
    public byte[] sNail(Path signer, Path recipient, String from, String to, String subject, String text) {
        Path out = home.resolve("s-nail.eml");
        List<String> command = new ArrayList<>(List.of("s-nail", "-:/"));
        for (String set : List.of(
                "v15-compat",
                "mta=" + sendmail(out),
                "from=" + from,
                "smime-sign",
                "smime-sign-cert=" + signer,
                "smime-sign-digest=sha256",
                "smime-encrypt-" + to + "=" + recipient,
                "smime-cipher=aes256",
                "ttycharset=utf-8",
                "sendcharsets=utf-8")) {
            command.addAll(List.of("-S", set));
        }
        command.addAll(List.of("-s", subject, to));
        run(command, write("body", text), Map.of());
        return crlf(out);
    }

    /** A file of this text. */
    public Path write(String name, String text) {
        try {
            return Files.writeString(home.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path sendmail(Path out) {
        try {
            Files.deleteIfExists(out);
            Path script = Files.writeString(
                    home.resolve("sendmail"), "#!/bin/sh\ncat > " + out + ".part\nmv " + out + ".part " + out + "\n");
            return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProcessBuilder builder(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.environment().putAll(Map.of("HOME", home.toString(), "LANG", "C.UTF-8", "TERM", "xterm"));
        builder.redirectOutput(home.resolve("screen").toFile())
                .redirectError(home.resolve("words").toFile());
        return builder;
    }

    /** To and Subject are confirmed, then it is sent. */
    private void typed(List<String> command, Map<String, String> environment, Path out) {
        try {
            Files.createDirectories(home.resolve("Mail"));
            Process process = builder(command, environment).start();
            try (OutputStream keys = process.getOutputStream()) {
                for (String key : List.of("\r", "\r", "y")) {
                    LockSupport.parkNanos(KEYSTROKE.toNanos());
                    keys.write(key.getBytes(US_ASCII));
                    keys.flush();
                }
                for (int i = 0; i < TRIES && !Files.exists(out); i++) {
                    LockSupport.parkNanos(KEYSTROKE.toNanos() / 4);
                }
            }
            process.waitFor(10, TimeUnit.SECONDS);
            process.destroyForcibly();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void run(List<String> command, Path input, Map<String, String> environment) {
        try {
            Process process =
                    builder(command, environment).redirectInput(input.toFile()).start();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(command + "\n" + Files.readString(home.resolve("words"), UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private byte[] crlf(Path out) {
        try {
            if (!Files.exists(out)) {
                throw new AssertionError("nothing was sent: " + Files.readString(home.resolve("screen"), UTF_8));
            }
            return Files.readString(out, UTF_8)
                    .replace("\r\n", "\n")
                    .replace("\n", "\r\n")
                    .getBytes(UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
