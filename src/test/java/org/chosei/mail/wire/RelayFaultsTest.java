package org.chosei.mail.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.chosei.mail.wire.RelayResult.Deferred;
import org.chosei.mail.wire.RelayResult.HandedOver;
import org.chosei.mail.wire.RelayResult.Rejected;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Relays that say the wrong thing, at the wrong time, or nothing more: never is a mail taken for delivered that may not be. */
@Timeout(20)
class RelayFaultsTest {
    private static final byte[] MAIL = "Subject: hello\r\n\r\ntext\r\n".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path folder;

    @Test
    void whereTheRelayTakesGroupsAllThreeCommandsLeaveBeforeAnAnswer() throws Exception {
        try (var relay = ScriptedRelay.start(line -> {
            line.greet("PIPELINING", "SIZE 1000000");
            line.hear();
            line.hear();
            line.hear();
            line.say("250 sender", "250 recipient", "354 go on");
            line.hearMail();
            line.say("250-2.0.0 taken", "250 as ABC");
            line.hear();
        })) {
            assertThat(send(relay)).isEqualTo(new HandedOver("250 2.0.0 taken as ABC"));
            assertThat(relay.heard())
                    .containsSubsequence(
                            "MAIL FROM:<b@csirt.example> SIZE=" + (MAIL.length + 3),
                            "RCPT TO:<vh@vendor.example>",
                            "DATA");
        }
    }

    @Test
    void whereItDoesNotEachCommandWaitsForItsAnswer() throws Exception {
        var waited = new AtomicBoolean(true);
        try (var relay = ScriptedRelay.start(line -> {
            line.greet();
            for (String answer : new String[] {"250 sender", "250 recipient", "354 go on"}) {
                line.hear();
                TimeUnit.MILLISECONDS.sleep(50);
                waited.compareAndSet(true, line.quiet());
                line.say(answer);
            }
            line.hearMail();
            line.say("250 taken");
            line.hear();
        })) {
            assertThat(send(relay)).isInstanceOf(HandedOver.class);
            assertThat(waited).isTrue();
            assertThat(relay.heard()).contains("MAIL FROM:<b@csirt.example>");
        }
    }

    @Test
    void aMailWhoseRecipientIsRefusedIsNotSentAlthoughTheRelayAsksForIt() throws Exception {
        try (var relay = ScriptedRelay.start(line -> {
            line.greet("PIPELINING");
            line.hear();
            line.hear();
            line.hear();
            line.say("250 sender", "550 5.1.1 unknown", "354 go on");
            line.hear();
            line.say("554 no recipients");
            line.hear();
            line.say("250 forgotten");
            line.takeEnvelope();
            line.hearMail();
            line.say("250 taken");
            line.hear();
        })) {
            try (var session = to(relay).open()) {
                assertThat(session.send("b@csirt.example", "gone@vendor.example", MAIL))
                        .isEqualTo(new Rejected(550, "550 5.1.1 unknown"));
                assertThat(session.send("b@csirt.example", "vh@vendor.example", MAIL))
                        .isInstanceOf(HandedOver.class);
            }
            assertThat(relay.heard())
                    .containsOnlyOnce("Subject: hello")
                    .containsSubsequence("DATA", ".", "RSET", "DATA");
        }
    }

    @Test
    void aRefusalStandsEvenIfTheRelayHangsUpWithIt() throws Exception {
        try (var relay = ScriptedRelay.start(line -> {
            line.greet("PIPELINING");
            line.hear();
            line.hear();
            line.hear();
            line.say("250 sender", "550 5.7.1 go away");
        })) {
            assertThat(send(relay)).isEqualTo(new Rejected(550, "550 5.7.1 go away"));
        }
    }

    @Test
    void anAnswerNobodyAskedForIsNotTakenForTheNextMails() throws Exception {
        var said = new CountDownLatch(1);
        try (var relay = ScriptedRelay.start(line -> {
            line.greet();
            line.takeEnvelope();
            line.hearMail();
            line.say("250 taken");
            if (line.number() == 1) {
                line.say("250 and thank you");
                said.countDown();
            }
            line.hear();
        })) {
            try (var session = to(relay).open()) {
                assertThat(session.send("b@csirt.example", "vh@vendor.example", MAIL))
                        .isInstanceOf(HandedOver.class);
                assertThat(said.await(5, TimeUnit.SECONDS)).isTrue();
                assertThat(session.send("b@csirt.example", "vh@vendor.example", MAIL))
                        .isInstanceOfSatisfying(
                                Deferred.class,
                                deferred -> assertThat(deferred.text()).contains("unasked"));
                assertThat(session.send("b@csirt.example", "vh@vendor.example", MAIL))
                        .as("on a new connection")
                        .isInstanceOf(HandedOver.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // one answer too many: from there on all are one mail late
                "250 sender\r\n250 recipient\r\n250 recipient\r\n354 go on\r\n250 taken\r\n",
                "250 sender\r\n250 recipient\r\n250 taken\r\n",
                "250-sender\r\n550 recipient\r\n354 go on\r\n250 taken\r\n",
                "354 sender\r\n250 recipient\r\n354 go on\r\n250 taken\r\n",
                "hello\r\n250 recipient\r\n354 go on\r\n250 taken\r\n",
                "250 sender\n250 recipient\n354 go on\n250 taken\n",
                "250 sender\r\n250 recipient\r\n354 go on\r\n354 taken\r\n",
                "250 sender\r\n250 recipient\r\n354 go on\r\n2500 taken\r\n",
                "250 sender\r\n250 recipient\r\n354 go on\r\n250-taken\r\n"
            })
    void answersThatMakeNoSenseAreNoDelivery(String answers) throws Exception {
        try (var relay = ScriptedRelay.start(line -> {
            line.greet("PIPELINING");
            line.sayRaw(answers);
            line.hearMail();
        })) {
            assertThat(send(relay)).isInstanceOf(Deferred.class);
        }
    }

    @Test
    void anAnswerInPiecesIsOneAnswer() throws Exception {
        try (var relay = ScriptedRelay.start(line -> {
            line.greet("PIPELINING");
            line.hear();
            for (char each : "250-ok\r\n250 sender\r\n250 recipient\r\n354 go on\r\n".toCharArray()) {
                line.sayRaw(String.valueOf(each));
            }
            line.hearMail();
            line.say("250 taken");
            line.hear();
        })) {
            assertThat(send(relay)).isEqualTo(new HandedOver("250 taken"));
        }
    }

    /** How a connection can end when the whole mail is there and nothing was said to it. */
    enum End {
        CLOSED,
        RESET,
        /** No answer will come, although the other direction is open. */
        HALF_CLOSED
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionThatEndsBetweenTheMailAndItsAnswerIsNoDelivery(End end) throws Exception {
        var done = new CountDownLatch(1);
        try (var relay = ScriptedRelay.start(line -> {
            line.greet("PIPELINING");
            line.takeEnvelope();
            line.hearMail();
            switch (end) {
                case CLOSED -> line.socket().close();
                case RESET -> {
                    line.socket().setSoLinger(true, 0);
                    line.socket().close();
                }
                case HALF_CLOSED -> {
                    line.socket().shutdownOutput();
                    done.await(10, TimeUnit.SECONDS);
                }
            }
        })) {
            assertThat(send(relay))
                    .isInstanceOfSatisfying(
                            Deferred.class,
                            deferred -> assertThat(deferred.code()).isZero());
            done.countDown();
            assertThat(relay.heard()).contains("Subject: hello", ".");
        }
    }

    @Test
    void aByteNowAndThenIsNoAnswer() throws Exception {
        try (var relay = ScriptedRelay.start(line -> {
            line.greet("PIPELINING");
            line.takeEnvelope();
            line.hearMail();
            line.sayRaw("250-");
            for (int i = 0; i < 100; i++) {
                TimeUnit.MILLISECONDS.sleep(100);
                line.sayRaw(".");
            }
        })) {
            long begun = System.nanoTime();
            assertThat(send(relay))
                    .isInstanceOfSatisfying(
                            Deferred.class,
                            deferred -> assertThat(deferred.text()).contains("not answer in time"));
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void aRelayThatReadsNothingIsGivenUp() throws Exception {
        var done = new CountDownLatch(1);
        byte[] large =
                ("Subject: large\r\n\r\n" + "a line of text\r\n".repeat(2_000_000)).getBytes(StandardCharsets.US_ASCII);
        try (var relay = ScriptedRelay.start(line -> {
                    line.greet("PIPELINING");
                    line.takeEnvelope();
                    done.await(10, TimeUnit.SECONDS);
                });
                var session = to(relay).open()) {
            assertThat(session.send("b@csirt.example", "vh@vendor.example", large))
                    .isInstanceOf(Deferred.class);
            done.countDown();
        }
    }

    @Test
    void wordsInClearBehindTheAnswerToStarttlsEndTheSession() throws Exception {
        try (var relay = ScriptedRelay.start(line -> {
            line.greet("STARTTLS");
            line.hear();
            line.say("220 go on", "250-relay.example", "250 AUTH PLAIN");
            line.hear();
        })) {
            assertThat(send(relay, SmtpRelay.Tls.REQUIRED)).isInstanceOf(Deferred.class);
            assertThat(relay.heard()).containsExactly("EHLO app.csirt.example", "STARTTLS");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIZE 1000", "X-STARTTLS", "XSTARTTLSX"})
    void whereStarttlsWasTakenOutNothingIsSaid(String offer) throws Exception {
        try (var relay = ScriptedRelay.start(line -> {
            line.greet(offer);
            line.hear();
        })) {
            assertThat(send(relay, SmtpRelay.Tls.REQUIRED))
                    .isInstanceOfSatisfying(
                            Deferred.class,
                            deferred -> assertThat(deferred.text()).contains("TLS is required"));
            assertThat(relay.heard()).containsExactly("EHLO app.csirt.example");
        }
    }

    @Test
    void aRefusedStarttlsIsNotPassedOver() throws Exception {
        try (var relay = ScriptedRelay.start(line -> {
            line.greet("STARTTLS", "PIPELINING");
            line.hear();
            line.say("454 not now");
            line.hear();
        })) {
            assertThat(send(relay, SmtpRelay.Tls.REQUIRED)).isInstanceOf(Deferred.class);
            assertThat(relay.heard()).containsExactly("EHLO app.csirt.example", "STARTTLS");
        }
    }

    @Test
    void tlsFromTheFirstByteSaysNothingToAStranger() throws Exception {
        var ours = TestCertificate.of(folder, "localhost");
        var strange = TestCertificate.of(folder, "other.example");
        assertThat(fromTheStart(ours, ours)).isInstanceOf(HandedOver.class);
        assertThat(fromTheStart(ours, strange)).isInstanceOf(Deferred.class);
        assertThat(fromTheStart(strange, strange)).as("another name").isInstanceOf(Deferred.class);
    }

    private static RelayResult fromTheStart(TestCertificate shown, TestCertificate trusted) throws Exception {
        var listening =
                shown.server().getServerSocketFactory().createServerSocket(0, 50, InetAddress.getByName("localhost"));
        try (var relay = ScriptedRelay.start(listening, line -> {
            line.greet("PIPELINING");
            line.takeEnvelope();
            line.hearMail();
            line.say("250 taken");
            line.hear();
        })) {
            var settings = new SmtpRelay.Settings(
                    "localhost",
                    relay.port(),
                    SmtpRelay.Tls.FROM_THE_START,
                    null,
                    "app.csirt.example",
                    trusted.client(),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(2));
            try (var session = new SmtpRelay(settings).open()) {
                return session.send("b@csirt.example", "vh@vendor.example", MAIL);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"-0d, true", "-10d, false", "+10d, false"})
    void aCertificateCountsWhileItIsValid(String from, boolean taken) throws Exception {
        var certificate = TestCertificate.signed(folder, "localhost", from);
        var kept = new CopyOnWriteArrayList<byte[]>();
        var settings = new SmtpListener.Settings(
                "localhost",
                recipient -> true,
                SmtpListener.Limits.standard(),
                certificate.server(),
                InstantSource.system());
        try (var listener =
                SmtpListener.start(InetAddress.getByName("localhost"), 0, settings, (envelope, raw) -> kept.add(raw))) {
            RelayResult result;
            try (var session = new SmtpRelay(new SmtpRelay.Settings(
                            "localhost",
                            listener.port(),
                            SmtpRelay.Tls.REQUIRED,
                            null,
                            "app.csirt.example",
                            certificate.client(),
                            Duration.ofSeconds(5),
                            Duration.ofSeconds(5)))
                    .open()) {
                result = session.send("b@csirt.example", "vh@vendor.example", MAIL);
            }
            assertThat(result).isInstanceOf(taken ? HandedOver.class : Deferred.class);
            assertThat(kept).hasSize(taken ? 1 : 0);
        }
    }

    private static RelayResult send(ScriptedRelay relay) {
        return send(relay, SmtpRelay.Tls.OFF);
    }

    private static RelayResult send(ScriptedRelay relay, SmtpRelay.Tls tls) {
        try (var session = to(relay, tls).open()) {
            return session.send("b@csirt.example", "vh@vendor.example", MAIL);
        }
    }

    private static SmtpRelay to(ScriptedRelay relay) {
        return to(relay, SmtpRelay.Tls.OFF);
    }

    private static SmtpRelay to(ScriptedRelay relay, SmtpRelay.Tls tls) {
        return new SmtpRelay(new SmtpRelay.Settings(
                "127.0.0.1",
                relay.port(),
                tls,
                null,
                "app.csirt.example",
                null,
                Duration.ofSeconds(2),
                Duration.ofMillis(700)));
    }
}
