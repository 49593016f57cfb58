package org.chosei.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Somebody with OpenSSL and S/MIME certificates, each with its private key in a directory of its own. */
public final class Openssl implements AutoCloseable {
    private static final int TIMEOUT_SECONDS = 60;

    private final Path home;
    private int made;

    public Openssl() {
        try {
            home = Files.createTempDirectory("openssl");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What one run said. */
    public record Run(int exitCode, byte[] output, String words) {
        public String text() {
            return new String(output, UTF_8);
        }

        private Run orFail() {
            if (exitCode != 0) {
                throw new AssertionError("openssl ended with " + exitCode + ": " + words);
            }
            return this;
        }
    }

    /** A certificate in PEM and the file of its private key. */
    public record Pair(byte[] certificate, Path key, Path file) {
        public String pem() {
            return new String(certificate, UTF_8);
        }
    }

    /** RSA of 3072 bits for e-mail protection, signed by itself, valid for this many days. */
    public Pair rsa(String email, int days) {
        return selfSigned("rsa:3072", email, days, "-addext", "keyUsage=critical,digitalSignature,keyEncipherment");
    }

    /** On the curve P-256. */
    public Pair ec(String email, int days) {
        return selfSigned("ec", email, days, "-pkeyopt", "ec_paramgen_curve:P-256", "-addext", "keyUsage=keyAgreement");
    }

    /** As {@code req -x509} makes it, with more options. */
    public Pair selfSigned(String algorithm, String email, int days, String... options) {
        Path key = home.resolve("key" + ++made + ".pem");
        return certificate(
                key, List.of("-newkey", algorithm, "-nodes", "-keyout", key.toString()), email, days, options);
    }

    /** A new certificate for the same key pair. */
    public Pair renewed(Pair pair, String email, int days) {
        return certificate(
                pair.key(),
                List.of("-key", pair.key().toString()),
                email,
                days,
                "-addext",
                "keyUsage=critical,digitalSignature,keyEncipherment");
    }

    private Pair certificate(Path key, List<String> source, String email, int days, String... options) {
        Path file = home.resolve("certificate" + ++made + ".pem");
        List<String> arguments = new ArrayList<>(List.of("req", "-x509"));
        arguments.addAll(source);
        arguments.addAll(List.of("-out", file.toString(), "-days", String.valueOf(days)));
        arguments.addAll(List.of("-subj", "/O=Maker/CN=PSIRT", "-addext", "subjectAltName=email:" + email));
        arguments.addAll(List.of("-addext", "basicConstraints=critical,CA:FALSE"));
        arguments.addAll(List.of(options));
        if (!arguments.toString().contains("extendedKeyUsage")) {
            arguments.addAll(List.of("-addext", "extendedKeyUsage=emailProtection"));
        }
        run(new byte[0], arguments.toArray(String[]::new)).orFail();
        return new Pair(read(file), key, file);
    }

    /** Decrypts a CMS message in DER, PEM or SMIME form. */
    public Run decrypt(byte[] message, String form, Pair pair) {
        return run(
                message,
                "cms",
                "-decrypt",
                "-inform",
                form,
                "-inkey",
                pair.key().toString(),
                "-recip",
                pair.file().toString());
    }

    /** Runs a command that must work. */
    public byte[] output(byte[] input, String... arguments) {
        return run(input, arguments).orFail().output();
    }

    public byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Run run(byte[] input, String... arguments) {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Path in = home.resolve("in");
        Path out = home.resolve("out");
        Path words = home.resolve("words");
        try {
            Files.write(in, input);
            Process process = new ProcessBuilder(command)
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(words.toFile())
                    .start();
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("openssl did not end");
            }
            return new Run(process.exitValue(), Files.readAllBytes(out), Files.readString(words));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try (var files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
