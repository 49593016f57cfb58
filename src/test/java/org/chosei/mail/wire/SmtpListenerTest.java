package org.chosei.mail.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpListenerTest {
    private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");
    private static final SmtpListener.Limits LIMITS =
            new SmtpListener.Limits(20_000, 1_000_000, 3, 2, Duration.ofSeconds(5), Duration.ofSeconds(5));

    private final List<Kept> kept = new CopyOnWriteArrayList<>();
    private SmtpListener listener;

    private record Kept(Envelope envelope, byte[] raw) {
        String text() {
            return new String(raw, StandardCharsets.ISO_8859_1);
        }
    }

    @BeforeEach
    void listen() throws IOException {
        listener = SmtpListener.start(InetAddress.getLoopbackAddress(), 0, settings(LIMITS), this::keep);
    }

    @AfterEach
    void stop() {
        listener.close();
    }

    @Test
    void aSmallHeapTakesSmallerMailsAndALargeOneWhatIsPromised() {
        long mebibyte = SmtpListener.Limits.MEBIBYTE;
        assertThat(SmtpListener.Limits.within(256 * mebibyte).messageBytes()).isEqualTo(16 * mebibyte);
        assertThat(SmtpListener.Limits.within(256 * mebibyte).bytesInFlight()).isEqualTo(32 * mebibyte);
        assertThat(SmtpListener.Limits.within(4096 * mebibyte)).isEqualTo(SmtpListener.Limits.standard());
    }

    @Test
    void postfixDeliversAllItsMessages() throws Exception {
        start(SmtpListener.Limits.standard(), this::keep);
        Peer.run(
                new byte[0],
                "/usr/sbin/smtp-source",
                "-m",
                "40",
                "-s",
                "4",
                "-l",
                "5000",
                "-f",
                "sender@example.org",
                "-t",
                "vh@csirt.example",
                "127.0.0.1:" + listener.port());
        assertThat(kept).hasSize(40).allSatisfy(message -> {
            assertThat(message.envelope().from()).isEqualTo("sender@example.org");
            assertThat(message.envelope().recipients()).containsExactly("vh@csirt.example");
            assertThat(message.envelope().at()).isEqualTo(NOW);
            assertThat(message.text())
                    .startsWith("From: <sender@example.org>\r\n")
                    .endsWith("X\r\n")
                    .hasSizeGreaterThan(5000);
        });
    }

    @Test
    void bytesArriveExactlyAsTheyWereMeant() throws Exception {
        try (var client = new RawClient(listener.port()).toData()) {
            client.write(
                    "..first: line\r\nA: b\r\n\r\n..\r\n...two\r\n.one\rcr\nlf\r\r\n\u0000\u001b$B\u00ff\r\n.\r\n");
            assertThat(client.reply()).startsWith("250 ");
        }
        assertThat(kept.getFirst().text())
                .isEqualTo(".first: line\r\nA: b\r\n\r\n.\r\n..two\r\none\rcr\nlf\r\r\n\u0000\u001b$B\u00ff\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n.\n", "\n.\r\n", "\r.\r", "\r.\r\n", "\r\n.\n", "\r\n.\r", "\r\n.\r\r\n", "\n.\r"})
    void onlyCrLfDotCrLfEndsAMessage(String smuggled) throws Exception {
        try (var client = new RawClient(listener.port()).toData()) {
            client.write("A: b\r\n\r\nx" + smuggled
                    + "MAIL FROM:<evil@example.org>\r\nRCPT TO:<vh@csirt.example>\r\nDATA\r\nB: c\r\n\r\n.\r\n");
            assertThat(client.reply()).startsWith("250 ");
            assertThat(client.say("NOOP")).startsWith("250 ");
        }
        assertThat(kept).hasSize(1);
        assertThat(kept.getFirst().text()).contains("evil@example.org");
        assertThat(kept.getFirst().envelope().from()).isEqualTo("sender@example.org");
    }

    @Test
    void nothingIsAcknowledgedBeforeItIsKept() throws Exception {
        var mayReturn = new CountDownLatch(1);
        start(LIMITS, (envelope, raw) -> {
            assertThat(mayReturn.await(10, TimeUnit.SECONDS)).isTrue();
            keep(envelope, raw);
        });
        try (var client = new RawClient(listener.port()).toData()) {
            client.write("A: b\r\n\r\n.\r\n");
            client.patience(300);
            assertThatThrownBy(client::reply).isInstanceOf(SocketTimeoutException.class);
            client.patience(10_000);
            mayReturn.countDown();
            assertThat(client.reply()).startsWith("250 ");
        }
        assertThat(kept).hasSize(1);
    }

    @Test
    void aMessageThatCouldNotBeKeptIsToBeSentAgain() throws Exception {
        var calls = new AtomicInteger();
        start(LIMITS, (envelope, raw) -> {
            if (calls.incrementAndGet() == 1) {
                throw new IOException("disk full");
            }
            keep(envelope, raw);
        });
        try (var client = new RawClient(listener.port()).toData()) {
            client.write("A: b\r\n\r\n.\r\n");
            assertThat(client.reply()).startsWith("451 ");
            client.again().write("A: b\r\n\r\n.\r\n");
            assertThat(client.reply()).startsWith("250 ");
        }
        assertThat(kept).hasSize(1);
    }

    @Test
    void aConnectionThatBreaksInsideAMessageLeavesNoMessage() throws Exception {
        try (var client = new RawClient(listener.port()).toData()) {
            client.write("A: b\r\n\r\nhalf a sen");
        }
        try (var client = new RawClient(listener.port()).toData()) {
            client.write("A: whole\r\n\r\n.\r\n");
            assertThat(client.reply()).startsWith("250 ");
        }
        listener.close();
        assertThat(kept).extracting(Kept::text).containsExactly("A: whole\r\n\r\n");
    }

    @Test
    void nothingIsRelayed() throws Exception {
        try (var client = new RawClient(listener.port())) {
            client.reply();
            client.say("EHLO client.example");
            client.say("MAIL FROM:<sender@example.org>");
            assertThat(client.say("RCPT TO:<somebody@example.com>")).startsWith("550 ");
            assertThat(client.say("RCPT TO:<vh%csirt.example@example.com>")).startsWith("550 ");
            assertThat(client.say("RCPT TO:<@csirt.example:x@example.com>")).startsWith("550 ");
            assertThat(client.say("RCPT TO:<>")).startsWith("501 ");
            assertThat(client.say("DATA")).startsWith("554 ");
            assertThat(client.say("RCPT TO:<vh@CSIRT.Example>")).startsWith("250 ");
        }
        assertThat(kept).isEmpty();
    }

    @Test
    void bouncesAndCarrierAddressesAreReceived() throws Exception {
        for (String from : List.of("", "taro..yamada.@docomo.example")) {
            try (var client = new RawClient(listener.port())) {
                client.reply();
                client.say("EHLO client.example");
                assertThat(client.say("MAIL FROM:<" + from + "> BODY=8BITMIME")).startsWith("250 ");
                client.say("RCPT TO:<vh@csirt.example>");
                client.say("DATA");
                client.write("A: b\r\n\r\n.\r\n");
                assertThat(client.reply()).startsWith("250 ");
            }
        }
        assertThat(kept).extracting(m -> m.envelope().from()).containsExactly("", "taro..yamada.@docomo.example");
    }

    @Test
    void anOversizedMessageIsRefusedAndNoneOfItIsTakenForCommands() throws Exception {
        try (var client = new RawClient(listener.port())) {
            client.reply();
            client.say("EHLO client.example");
            assertThat(client.say("MAIL FROM:<sender@example.org> SIZE=20001")).startsWith("552 ");
            client.again();
            client.write("A: b\r\n\r\n" + "RCPT TO:<x@example.com>\r\n".repeat(2_000) + ".\r\n");
            assertThat(client.reply()).startsWith("552 ");
            assertThat(client.say("NOOP")).startsWith("250 ");
            client.again().write("A: b\r\n\r\n" + "x".repeat(20_000 - 10) + "\r\n.\r\n");
            assertThat(client.reply()).startsWith("250 ");
        }
        assertThat(kept).hasSize(1);
        assertThat(kept.getFirst().raw()).hasSize(20_000);
    }

    @Test
    void tooMuchMailAtOnceIsPutOffAndRoomComesBack() throws Exception {
        var limits = new SmtpListener.Limits(200_000, 128_000, 3, 2, Duration.ofSeconds(5), Duration.ofSeconds(5));
        start(limits, this::keep);
        try (var client = new RawClient(listener.port()).toData()) {
            client.write("A: b\r\n\r\n" + "x\r\n".repeat(60_000) + ".\r\n");
            assertThat(client.reply()).startsWith("452 ");
            for (int i = 0; i < 3; i++) {
                client.again().write("A: b\r\n\r\n" + "x\r\n".repeat(30_000) + ".\r\n");
                assertThat(client.reply()).startsWith("250 ");
            }
        }
        assertThat(kept).hasSize(3);
    }

    @Test
    void aNulIsRefusedInTheHeaderAndKeptInTheBody() throws Exception {
        try (var client = new RawClient(listener.port()).toData()) {
            client.write("Subject: a\u0000b\r\n\r\n.\r\n");
            assertThat(client.reply()).startsWith("554 ");
            client.again().write("Subject: a\r\n\r\na\u0000b\r\n.\r\n");
            assertThat(client.reply()).startsWith("250 ");
        }
        assertThat(kept).hasSize(1);
    }

    @Test
    void surplusRecipientsAndConnectionsAreTurnedAway() throws Exception {
        try (var first = new RawClient(listener.port());
                var second = new RawClient(listener.port())) {
            assertThat(first.reply()).startsWith("220 mx.csirt.example ");
            assertThat(second.reply()).startsWith("220 ");
            try (var third = new RawClient(listener.port())) {
                assertThat(third.reply()).startsWith("421 ");
            }
            first.say("EHLO client.example");
            first.say("MAIL FROM:<sender@example.org>");
            for (int i = 0; i < 3; i++) {
                assertThat(first.say("RCPT TO:<vh@csirt.example>")).startsWith("250 ");
            }
            assertThat(first.say("RCPT TO:<vh@csirt.example>")).startsWith("452 ");
        }
    }

    @Test
    void aPeerThatTricklesAMessageIsCutOff() throws Exception {
        start(
                new SmtpListener.Limits(20_000, 1_000_000, 3, 2, Duration.ofSeconds(5), Duration.ofMillis(200)),
                this::keep);
        try (var client = new RawClient(listener.port()).toData()) {
            client.patience(20);
            await().atMost(Duration.ofSeconds(5)).until(() -> {
                client.write("x");
                try {
                    return client.reply().startsWith("421 ");
                } catch (SocketTimeoutException e) {
                    return false;
                }
            });
        }
        assertThat(kept).isEmpty();
    }

    @Test
    void chunkingIsNeitherOfferedNorTaken() throws Exception {
        try (var client = new RawClient(listener.port())) {
            client.reply();
            client.say("EHLO client.example");
            client.say("MAIL FROM:<sender@example.org>");
            client.say("RCPT TO:<vh@csirt.example>");
            client.write("BDAT 100 LAST\r\nRSET\r\nshort");
            assertThat(client.reply()).startsWith("502 ");
            assertThat(client.reply()).isEmpty();
        }
        assertThat(kept).isEmpty();
    }

    @Test
    void aPortInUseIsNamed() throws Exception {
        int port = listener.port();
        assertThatThrownBy(
                        () -> SmtpListener.start(InetAddress.getLoopbackAddress(), port, settings(LIMITS), this::keep))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("127.0.0.1 port " + port);
    }

    private void start(SmtpListener.Limits limits, Receiver receiver) throws IOException {
        listener.close();
        listener = SmtpListener.start(InetAddress.getLoopbackAddress(), 0, settings(limits), receiver);
    }

    private static SmtpListener.Settings settings(SmtpListener.Limits limits) {
        return new SmtpListener.Settings(
                "mx.csirt.example", a -> a.endsWith("@csirt.example"), limits, null, InstantSource.fixed(NOW));
    }

    private void keep(Envelope envelope, byte[] raw) {
        kept.add(new Kept(envelope, raw));
    }
}
