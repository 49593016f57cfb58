package org.chosei.mail.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.chosei.mail.wire.RelayResult.Deferred;
import org.chosei.mail.wire.RelayResult.HandedOver;
import org.chosei.mail.wire.RelayResult.Rejected;
import org.chosei.mail.wire.RelayResult.Unprotected;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One mail with several recipients: what the relay says of one of them is never taken for another's answer. */
@Timeout(20)
class SeveralRecipientsTest {
    private static final byte[] MAIL = "Subject: hello\r\n\r\ntext\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String MAIN = "vh@vendor.example";
    private static final String ANN = "ann@vendor.example";
    private static final String BOB = "bob@vendor.example";
    private static final RelayEnvelope ALL = new RelayEnvelope("b@csirt.example", MAIN, List.of(ANN, BOB), false);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"PIPELINING", "8BITMIME"})
    void allGetOneCopyInOneTransaction(String offer) throws Exception {
        try (var relay = relay(offer, Map.of(), "250 taken")) {
            RelayReport report = send(relay, ALL);
            assertThat(report.main()).isEqualTo(new HandedOver("250 taken"));
            assertThat(report.further())
                    .isEqualTo(Map.of(ANN, new HandedOver("250 taken"), BOB, new HandedOver("250 taken")));
            assertThat(relay.heard())
                    .containsOnlyOnce("Subject: hello")
                    .containsSubsequence(rcpt(MAIN), rcpt(ANN), rcpt(BOB), "DATA");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PIPELINING", "8BITMIME"})
    void aFurtherOneThatIsRefusedTakesNothingFromTheOthers(String offer) throws Exception {
        try (var relay = relay(offer, Map.of(ANN, "550 5.1.1 gone", BOB, "450 4.2.1 later"), "250 taken")) {
            RelayReport report = send(relay, ALL);
            assertThat(report.main()).isEqualTo(new HandedOver("250 taken"));
            assertThat(report.further())
                    .isEqualTo(Map.of(
                            ANN, new Rejected(550, "550 5.1.1 gone"), BOB, new Deferred(450, "450 4.2.1 later")));
            assertThat(relay.heard()).containsOnlyOnce("Subject: hello");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PIPELINING", "8BITMIME"})
    void theFurtherOnesGetTheMailAlsoWhenTheMainOneIsRefused(String offer) throws Exception {
        try (var relay = relay(offer, Map.of(MAIN, "550 5.1.1 gone"), "250 taken")) {
            RelayReport report = send(relay, ALL);
            assertThat(report.main()).isEqualTo(new Rejected(550, "550 5.1.1 gone"));
            assertThat(report.further().values()).containsOnly(new HandedOver("250 taken"));
        }
        try (var relay = relay(offer, Map.of(MAIN, "450 4.2.0 greylisted", BOB, "550 no"), "250 taken")) {
            RelayReport report = send(relay, ALL);
            assertThat(report.main()).isEqualTo(new Deferred(450, "450 4.2.0 greylisted"));
            assertThat(report.further())
                    .isEqualTo(Map.of(ANN, new HandedOver("250 taken"), BOB, new Rejected(550, "550 no")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PIPELINING", "8BITMIME"})
    void whereNoneIsTakenNothingIsSentAndTheNextMailGoes(String offer) throws Exception {
        try (var relay = relay(offer, Map.of(MAIN, "450 later", ANN, "550 no", BOB, "550 no"), "250 taken");
                var session = to(relay).open()) {
            RelayReport report = session.send(ALL, MAIL);
            assertThat(report.main()).isEqualTo(new Deferred(450, "450 later"));
            assertThat(report.further().values()).containsOnly(new Rejected(550, "550 no"));
            assertThat(relay.heard()).doesNotContain("Subject: hello");

            assertThat(session.send("b@csirt.example", "other@vendor.example", MAIL))
                    .isInstanceOf(HandedOver.class);
            assertThat(relay.heard()).containsOnlyOnce("Subject: hello");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PIPELINING", "8BITMIME"})
    void aRefusalOfTheWholeMailIsAllTheirs(String offer) throws Exception {
        try (var relay = relay(offer, Map.of(ANN, "450 later"), "554 not this")) {
            RelayReport report = send(relay, ALL);
            assertThat(report.main()).isEqualTo(new Rejected(554, "554 not this"));
            assertThat(report.further())
                    .isEqualTo(Map.of(ANN, new Deferred(450, "450 later"), BOB, new Rejected(554, "554 not this")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PIPELINING", "8BITMIME"})
    void aRelayThatClosesWhileItIsAskedWasGivenNothing(String offer) throws Exception {
        try (var relay = relay(offer, Map.of(BOB, "421 closing"), "250 taken")) {
            RelayReport report = send(relay, ALL);
            assertThat(report.main()).isEqualTo(new Deferred(421, "421 closing"));
            assertThat(report.further()).isEmpty();
            assertThat(relay.heard()).doesNotContain("Subject: hello");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"354 go on", "hello", "2500 ok"})
    void anAnswerToAFurtherOneThatMakesNoSenseComesBeforeTheMail(String answer) throws Exception {
        try (var relay = relay("8BITMIME", Map.of(ANN, answer), "250 taken")) {
            RelayReport report = send(relay, ALL);
            assertThat(report.main()).isInstanceOf(Deferred.class);
            assertThat(relay.heard()).doesNotContain("Subject: hello");
        }
    }

    @Test
    void whatMustStayEncryptedIsNotSaidToARelayThatDoesNotPromiseIt() throws Exception {
        var wished = new RelayEnvelope("b@csirt.example", MAIN, List.of(ANN), true);
        try (var relay = relay("REQUIRETLS", Map.of(), "250 taken");
                var session = to(relay).open()) {
            assertThat(session.send(wished, MAIL).main())
                    .as("what is offered in clear may be a stranger's word")
                    .isInstanceOfSatisfying(
                            Unprotected.class,
                            waits -> assertThat(waits.text())
                                    .contains("REQUIRETLS", "127.0.0.1", "operator", "contact's setting"));
            assertThat(relay.heard()).containsExactly("EHLO app.csirt.example");
            assertThat(session.send("b@csirt.example", MAIN, MAIL))
                    .as("others go over the same connection")
                    .isInstanceOf(HandedOver.class);
        }
        assertThat(underTls("PIPELINING", wished).main()).isInstanceOf(Unprotected.class);
        assertThat(last).noneMatch(line -> line.startsWith("MAIL FROM"));
    }

    @Test
    void whereTheRelayPromisesItUnderTlsItIsAskedForAndOnlyThen() throws Exception {
        assertThat(underTls("REQUIRETLS", new RelayEnvelope("b@csirt.example", MAIN, List.of(ANN), true))
                        .main())
                .isInstanceOf(HandedOver.class);
        assertThat(last).contains("MAIL FROM:<b@csirt.example> REQUIRETLS");
        assertThat(underTls("REQUIRETLS", ALL).main()).isInstanceOf(HandedOver.class);
        assertThat(last).contains("MAIL FROM:<b@csirt.example>");
    }

    private List<String> last = List.of();

    private RelayReport underTls(String offer, RelayEnvelope envelope) throws Exception {
        var certificate = TestCertificate.of(Files.createTempDirectory(folder, "relay"), "localhost");
        var listening = certificate
                .server()
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getByName("localhost"));
        try (var relay = ScriptedRelay.start(listening, line -> speak(line, offer, Map.of(), "250 taken"))) {
            var settings = new SmtpRelay.Settings(
                    "localhost",
                    relay.port(),
                    SmtpRelay.Tls.FROM_THE_START,
                    null,
                    "app.csirt.example",
                    certificate.client(),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(2));
            try (var session = new SmtpRelay(settings).open()) {
                RelayReport report = session.send(envelope, MAIL);
                last = List.copyOf(relay.heard());
                return report;
            }
        }
    }

    private static String rcpt(String address) {
        return "RCPT TO:<" + address + ">";
    }

    private static ScriptedRelay relay(String offer, Map<String, String> refused, String end) throws Exception {
        return ScriptedRelay.start(line -> speak(line, offer, refused, end));
    }

    /** Answers as RFC 5321 asks, whether commands come one by one or in a group. */
    private static void speak(ScriptedRelay.Line line, String offer, Map<String, String> refused, String end)
            throws Exception {
        line.greet(offer);
        boolean taken = false;
        while (true) {
            String said = line.hear();
            if (said.startsWith("RCPT TO:<")) {
                String answer = refused.getOrDefault(said.substring(9, said.length() - 1), "250 recipient");
                taken |= answer.startsWith("250 ");
                line.say(answer);
                if (answer.startsWith("421")) {
                    return;
                }
            } else if (said.equals("DATA") && taken) {
                line.say("354 go on");
                line.hearMail();
                line.say(end);
                taken = false;
            } else {
                line.say(said.equals("DATA") ? "503 no recipients" : "250 ok");
            }
        }
    }

    private static RelayReport send(ScriptedRelay relay, RelayEnvelope envelope) {
        try (var session = to(relay).open()) {
            return session.send(envelope, MAIL);
        }
    }

    private static SmtpRelay to(ScriptedRelay relay) {
        return new SmtpRelay(new SmtpRelay.Settings(
                "127.0.0.1",
                relay.port(),
                SmtpRelay.Tls.OFF,
                null,
                "app.csirt.example",
                null,
                Duration.ofSeconds(2),
                Duration.ofSeconds(2)));
    }
}
