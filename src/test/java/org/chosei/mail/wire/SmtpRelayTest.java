package org.chosei.mail.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.chosei.demo.MailSink;
import org.chosei.mail.wire.RelayResult.Deferred;
import org.chosei.mail.wire.RelayResult.HandedOver;
import org.chosei.mail.wire.RelayResult.Rejected;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

class SmtpRelayTest {
    private static final byte[] MAIL =
            "Subject: hello\r\n\r\n.dot\r\n..\r\nplain\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final InstantSource TIME = InstantSource.fixed(Instant.parse("2026-12-01T08:00:00Z"));

    @TempDir
    private Path folder;

    @Test
    void postfixGetsExactlyTheBytes() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        try (var sink = Peer.sink("-R", folder.toString(), "-d", "mail.");
                var session = to(sink.port()).open()) {
            assertThat(session.send("bounce@csirt.example", "vh@vendor.example", MAIL))
                    .isInstanceOf(HandedOver.class);
        }
        try (var files = Files.list(folder)) {
            String dump = Files.readString(files.findFirst().orElseThrow());
            assertThat(dump)
                    .contains("X-Mail-Args: <bounce@csirt.example>", "X-Rcpt-Args: <vh@vendor.example>")
                    .endsWith(new String(MAIL, StandardCharsets.US_ASCII).replace("\r\n", "\n") + "\n");
        }
    }

    @Test
    void ourOwnListenerGetsExactlyTheBytes() throws Exception {
        try (var sink = MailSink.start(TIME);
                var session = to(sink.port()).open()) {
            assertThat(session.send("", "vh@vendor.example", MAIL)).isInstanceOf(HandedOver.class);
            assertThat(sink.messages().getFirst().bytes()).isEqualTo(MAIL);
            assertThat(sink.messages().getFirst().envelope().from()).isEmpty();
        }
    }

    @Test
    void oneConnectionCarriesABatch() throws Exception {
        try (var sink = MailSink.start(TIME)) {
            try (var session = to(sink.port()).open()) {
                for (int i = 0; i < 50; i++) {
                    session.send("bounce@csirt.example", "vh" + i + "@vendor.example", MAIL);
                }
            }
            assertThat(sink.messages()).hasSize(50);
            assertThat(sink.connections()).isEqualTo(1);
            assertThat(sink.messagesTo("vh49@vendor.example")).hasSize(1);
        }
    }

    @Test
    @Timeout(10) // With Nagle's algorithm each takes 40 ms, together 20 s.
    void noMailWaitsForADelayedAcknowledgement() throws Exception {
        byte[] large =
                ("Subject: large\r\n\r\n" + "a line of text\r\n".repeat(2_000)).getBytes(StandardCharsets.US_ASCII);
        try (var sink = Peer.sink();
                var session = to(sink.port()).open()) {
            for (int i = 0; i < 500; i++) {
                assertThat(session.send("bounce@csirt.example", "vh@vendor.example", large))
                        .isInstanceOf(HandedOver.class);
            }
        }
    }

    @Test
    void mailsWaitWhileTheRelayIsDownAndGoOutLater() throws Exception {
        try (var sink = MailSink.start(TIME)) {
            sink.stop();
            var relay = to(sink.port());
            try (var session = relay.open()) {
                for (int i = 0; i < 3; i++) {
                    assertThat(session.send("bounce@csirt.example", "vh@vendor.example", MAIL))
                            .isInstanceOfSatisfying(Deferred.class, deferred -> {
                                assertThat(deferred.code()).isZero();
                                assertThat(deferred.text()).contains("127.0.0.1", String.valueOf(sink.port()));
                            });
                }
            }
            sink.restart();
            try (var session = relay.open()) {
                assertThat(session.send("bounce@csirt.example", "vh@vendor.example", MAIL))
                        .isInstanceOf(HandedOver.class);
            }
            assertThat(sink.messages()).hasSize(1);
        }
    }

    @Test
    void aRelayThatRestartsInsideABatchCostsOneDeferral() throws Exception {
        try (var sink = MailSink.start(TIME);
                var session = to(sink.port()).open()) {
            assertThat(session.send("b@csirt.example", "vh@vendor.example", MAIL))
                    .isInstanceOf(HandedOver.class);
            sink.restart();
            assertThat(session.send("b@csirt.example", "vh@vendor.example", MAIL))
                    .isInstanceOf(Deferred.class);
            assertThat(session.send("b@csirt.example", "vh@vendor.example", MAIL))
                    .isInstanceOf(HandedOver.class);
            assertThat(sink.messages()).hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"RCPT, 450", "DATA, 450", "., 450", "MAIL, 450", "EHLO, 0"})
    void aSoftRefusalDefers(String command, int code) throws Exception {
        try (var sink = Peer.sink("-r", command.equals("EHLO") ? "EHLO,HELO" : command);
                var session = to(sink.port()).open()) {
            assertThat(session.send("b@csirt.example", "vh@vendor.example", MAIL))
                    .isInstanceOfSatisfying(
                            Deferred.class,
                            deferred -> assertThat(deferred.code()).isEqualTo(code));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RCPT", "DATA", "."})
    void aHardRefusalRejects(String command) throws Exception {
        try (var sink = Peer.sink("-f", command);
                var session = to(sink.port()).open()) {
            for (int i = 0; i < 2; i++) {
                assertThat(session.send("b@csirt.example", "vh@vendor.example", MAIL))
                        .isInstanceOfSatisfying(
                                Rejected.class,
                                rejected -> assertThat(rejected.code()).isEqualTo(500));
            }
        }
    }

    @Test
    void ourSenderRefusedIsNotTheRecipientsFault() throws Exception {
        try (var sink = Peer.sink("-f", "MAIL");
                var session = to(sink.port()).open()) {
            assertThat(session.send("b@csirt.example", "vh@vendor.example", MAIL))
                    .isInstanceOfSatisfying(
                            Deferred.class,
                            deferred -> assertThat(deferred.code()).isEqualTo(500));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "MAIL", "RCPT", "DATA", "."})
    void aDroppedConnectionDefersAndIsNeverTakenForDelivered(String where) throws Exception {
        try (var sink = Peer.sink("-q", where);
                var session = to(sink.port()).open()) {
            assertThat(session.send("b@csirt.example", "vh@vendor.example", MAIL))
                    .isInstanceOf(Deferred.class);
        }
    }

    @Test
    void aRelayThatNeverAnswersIsGivenUp() throws Exception {
        try (var sink = Peer.sink("-w", "30")) {
            var impatient = new SmtpRelay.Settings(
                    "127.0.0.1",
                    sink.port(),
                    SmtpRelay.Tls.OFF,
                    null,
                    "app.csirt.example",
                    null,
                    Duration.ofSeconds(1),
                    Duration.ofMillis(300));
            try (var session = new SmtpRelay(impatient).open()) {
                assertThat(session.send("b@csirt.example", "vh@vendor.example", MAIL))
                        .isInstanceOf(Deferred.class);
            }
        }
    }

    @Test
    void oneRefusedMailDoesNotStopTheBatch() throws Exception {
        try (var sink = MailSink.start(TIME);
                var session = to(sink.port()).open()) {
            sink.be(MailSink.Mood.REFUSING_FOREVER);
            assertThat(session.send("b@csirt.example", "vh@vendor.example", MAIL))
                    .isInstanceOf(Rejected.class);
            sink.be(MailSink.Mood.REFUSING_FOR_NOW);
            assertThat(session.send("b@csirt.example", "vh@vendor.example", MAIL))
                    .isInstanceOf(Deferred.class);
            sink.be(MailSink.Mood.ACCEPTING);
            assertThat(session.send("b@csirt.example", "vh@vendor.example", MAIL))
                    .isInstanceOf(HandedOver.class);
            assertThat(sink.messages()).hasSize(1);
        }
    }

    @Test
    void withTlsRequiredNothingIsSaidInClearOrToAStranger() throws Exception {
        var right = TestCertificate.of(folder, "localhost");
        var wrong = TestCertificate.of(folder, "other.example");
        var kept = new CopyOnWriteArrayList<byte[]>();
        Receiver receiver = (envelope, raw) -> kept.add(raw);
        try (var plain = listener(null, receiver);
                var secured = listener(right, receiver);
                var misnamed = listener(wrong, receiver)) {
            assertThat(send(plain, right)).isInstanceOf(Deferred.class);
            assertThat(send(secured, wrong)).isInstanceOf(Deferred.class);
            assertThat(send(misnamed, wrong)).isInstanceOf(Deferred.class);
            assertThat(kept).isEmpty();
            assertThat(send(secured, right)).isInstanceOf(HandedOver.class);
            assertThat(kept).containsExactly(MAIL);
        }
    }

    @Test
    void theRelaysPasswordIsGivenAndAWrongOneDefers() throws Exception {
        var certificate = TestCertificate.of(folder, "localhost");
        var relay = SMTPServer.port(0)
                .bindAddress(InetAddress.getByName("localhost"))
                .messageHandler((context, from, to, data) -> {})
                .startTlsSocketFactory(certificate.server())
                .requireTLS()
                .requireAuth()
                .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory((user, password, context) -> {
                    if (!user.equals("chosei") || !password.equals("right")) {
                        throw new LoginFailedException();
                    }
                }))
                .build();
        relay.start();
        try {
            assertThat(send(relay.getPortAllocated(), certificate, new SmtpRelay.Login("chosei", "wrong")))
                    .isInstanceOf(Deferred.class);
            assertThat(send(relay.getPortAllocated(), certificate, null)).isInstanceOf(Deferred.class);
            assertThat(send(relay.getPortAllocated(), certificate, new SmtpRelay.Login("chosei", "right")))
                    .isInstanceOf(HandedOver.class);
        } finally {
            relay.stop();
        }
    }

    @Test
    void aPasswordIsNeverSentInClearNorShown() {
        var login = new SmtpRelay.Login("user", "secret");
        assertThatThrownBy(() -> new SmtpRelay.Settings(
                        "localhost", 25, SmtpRelay.Tls.OFF, login, "a.example", null, Duration.ZERO, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(login.toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b.example>\r\nRCPT TO:<c@d.example",
                "a b@c.example",
                "<a@b.example>",
                "a",
                "",
                "a@b\u0000",
                "山@b.example"
            })
    void anAddressCannotSmuggleACommand(String address) {
        try (var session = to(1).open()) {
            assertThatThrownBy(() -> session.send("b@csirt.example", address, MAIL))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb\r\n", "a\rb\r\n", "a", "", "caf\u00e9\r\n", "\u0000\r\n", "\r"})
    void bytesThatWouldBeAlteredAreNotSent(String message) {
        try (var session = to(1).open()) {
            byte[] bytes = message.getBytes(StandardCharsets.ISO_8859_1);
            assertThatThrownBy(() -> session.send("b@csirt.example", "vh@vendor.example", bytes))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Not ready to send");
        }
    }

    private static SmtpRelay to(int port) {
        return new SmtpRelay(SmtpRelay.Settings.of("127.0.0.1", port, SmtpRelay.Tls.OFF, "app.csirt.example"));
    }

    private static RelayResult send(SmtpListener listener, TestCertificate trusted) {
        return send(listener.port(), trusted, null);
    }

    private static RelayResult send(int port, TestCertificate trusted, SmtpRelay.@Nullable Login login) {
        var settings = new SmtpRelay.Settings(
                "localhost",
                port,
                SmtpRelay.Tls.REQUIRED,
                login,
                "app.csirt.example",
                trusted.client(),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5));
        try (var session = new SmtpRelay(settings).open()) {
            return session.send("b@csirt.example", "vh@vendor.example", MAIL);
        }
    }

    private static SmtpListener listener(@Nullable TestCertificate certificate, Receiver receiver) throws Exception {
        return SmtpListener.start(
                InetAddress.getByName("localhost"),
                0,
                new SmtpListener.Settings(
                        "localhost",
                        recipient -> true,
                        SmtpListener.Limits.standard(),
                        certificate == null ? null : certificate.server(),
                        TIME),
                receiver);
    }

    @Test
    void aRejectionSaysWhatTheRelaySaid() throws Exception {
        try (var sink = MailSink.start(TIME);
                var session = to(sink.port()).open()) {
            sink.be(MailSink.Mood.REFUSING_FOREVER);
            assertThat(List.of(session.send("b@csirt.example", "vh@vendor.example", MAIL)))
                    .first()
                    .isInstanceOfSatisfying(
                            Rejected.class,
                            rejected -> assertThat(rejected.text()).contains("vh@vendor.example", "not received here"));
        }
    }
}
