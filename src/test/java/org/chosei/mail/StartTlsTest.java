package org.chosei.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.chosei.crypto.HostCertificate;
import org.chosei.mail.wire.PemIdentity;
import org.chosei.mail.wire.ServerIdentity;
import org.chosei.mail.wire.SmtpListener;
import org.chosei.mail.wire.StartTls;
import org.chosei.testing.Openssl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** STARTTLS of the listener as {@code openssl s_client} meets it. */
class StartTlsTest {
    private static Openssl openssl;

    @TempDir
    Path temporary;

    private final List<byte[]> kept = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() {
        openssl = new Openssl();
    }

    @AfterAll
    static void stop() {
        openssl.close();
    }

    @Test
    void theCertificateOfTheFilesIsShownAndMailIsTakenUnderIt() throws Exception {
        Openssl.Pair first = openssl.rsa("a@first.example", 90);
        write(first);
        PemIdentity identity = new PemIdentity(chain(), key());
        try (SmtpListener listener = listener(identity)) {
            String said = client(listener.port(), first, """
                    EHLO peer.example
                    MAIL FROM:<sender@peer.example>
                    RCPT TO:<vh@csirt.example>
                    DATA
                    Subject: under TLS

                    words
                    .
                    QUIT
                    """);
            assertThat(said).contains("Verification: OK", "TLSv1.3", "250 2.0.0 Ok, kept");
            assertThat(kept).hasSize(1);
            assertThat(new String(kept.getFirst(), US_ASCII)).startsWith("Subject: under TLS");

            Openssl.Pair second = openssl.ec("b@second.example", 90);
            write(second);
            Files.setLastModifiedTime(key(), FileTime.from(Instant.parse("2026-11-01T00:00:00Z")));
            assertThat(client(listener.port(), second, "QUIT\n"))
                    .as("renewed, without a restart")
                    .contains("Verification: OK");

            Files.writeString(key(), "half written");
            Files.setLastModifiedTime(key(), FileTime.from(Instant.parse("2026-11-02T00:00:00Z")));
            assertThat(client(listener.port(), second, "QUIT\n"))
                    .as("in the middle of a renewal")
                    .contains("Verification: OK");
        }
    }

    @Test
    void aSelfMadeCertificateKeepsOthersFromListening() throws Exception {
        HostCertificate made = HostCertificate.make(
                "mail.csirt.example", InstantSource.system().instant());
        ServerIdentity identity = new ServerIdentity(made.key(), List.of(made.certificate()));
        try (SmtpListener listener = listener(() -> identity)) {
            assertThat(client(listener.port(), null, "QUIT\n"))
                    .contains("CN = mail.csirt.example", "TLSv1.3", "221")
                    .contains("self-signed certificate");
        }
    }

    private SmtpListener listener(java.util.function.Supplier<ServerIdentity> identity) throws IOException {
        var settings = new SmtpListener.Settings(
                "mail.csirt.example",
                _ -> true,
                SmtpListener.Limits.standard(),
                StartTls.showing(identity),
                InstantSource.system());
        return SmtpListener.start(InetAddress.getLoopbackAddress(), 0, settings, (_, raw) -> kept.add(raw));
    }

    private Path chain() {
        return temporary.resolve("chain.pem");
    }

    private Path key() {
        return temporary.resolve("key.pem");
    }

    private void write(Openssl.Pair pair) throws IOException {
        Files.writeString(chain(), pair.pem());
        Files.write(key(), openssl.read(pair.key()));
    }

    /** What it printed; it believes this certificate alone. */
    private String client(int port, Openssl.@org.jspecify.annotations.Nullable Pair trusted, String commands)
            throws Exception {
        Path out = Files.createTempFile(temporary, "client", ".out");
        List<String> command = new java.util.ArrayList<>(List.of(
                "openssl", "s_client", "-connect", "127.0.0.1:" + port, "-starttls", "smtp", "-crlf", "-ign_eof"));
        if (trusted != null) {
            command.addAll(List.of("-CAfile", chain().toString(), "-partial_chain", "-purpose", "any"));
        }
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write((commands.contains("QUIT") ? commands : commands + "QUIT\n").getBytes(US_ASCII));
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("s_client ended").isTrue();
        return Files.readString(out);
    }
}
