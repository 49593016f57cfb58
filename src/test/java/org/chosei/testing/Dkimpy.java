package org.chosei.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Somebody else's program that signs mail as domains do (dkimpy), so that a misreading of RFC 6376 cannot pass on both sides. */
public final class Dkimpy {
    private final Path home;
    private final KeyPair pair;

    /** With an RSA key of these bits. */
    public Dkimpy(int bits) {
        try {
            home = Files.createTempDirectory("dkimpy");
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            pair = generator.generateKeyPair();
            Files.writeString(
                    home.resolve("key.pem"),
                    "-----BEGIN PRIVATE KEY-----\n"
                            + Base64.getMimeEncoder(64, "\n".getBytes(ISO_8859_1))
                                    .encodeToString(pair.getPrivate().getEncoded())
                            + "\n-----END PRIVATE KEY-----\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the domain publishes. */
    public String record() {
        return "v=DKIM1; k=rsa; p="
                + Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
    }

    /** Signs for a domain under a selector. */
    public byte[] sign(byte[] mail, String selector, String domain, String... options) {
        List<String> command = new ArrayList<>(List.of("dkimsign"));
        command.addAll(List.of(options));
        command.addAll(List.of(selector, domain, home.resolve("key.pem").toString()));
        return run(command, mail);
    }

    /** Seals as somebody who passes the mail on (ARC). */
    public byte[] seal(byte[] mail, String selector, String domain) {
        return run(List.of("arcsign", selector, domain, home.resolve("key.pem").toString(), domain), mail);
    }

    private byte[] run(List<String> command, byte[] input) {
        try {
            Path in = Files.write(home.resolve("in"), input);
            Path out = home.resolve("out");
            Process process = new ProcessBuilder(command)
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(home.resolve("err").toFile())
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(command + "\n" + Files.readString(home.resolve("err")));
            }
            return Files.readString(out, ISO_8859_1)
                    .replace("\r\n", "\n")
                    .replace("\n", "\r\n")
                    .getBytes(ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
