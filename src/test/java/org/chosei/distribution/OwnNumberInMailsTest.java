package org.chosei.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.chosei.cases.CoordinatedCase;
import org.chosei.conversation.Replies;
import org.chosei.testing.Browser;
import org.chosei.demo.MailSink;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Each vendor finds the number under which it keeps a case itself, in every mail about it and on every page; nobody else's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnNumberInMailsTest {
    private final WaveDesk desk = new WaveDesk();
    private final CoordinatedCase of = numbered();

    private CoordinatedCase numbered() {
        CoordinatedCase opened = desk.openCase();
        desk.plan(opened, desk.curve, desk.rsa);
        desk.application.advance(WaveDesk.SOON.plusSeconds(1));
        desk.curvePerson.post("/our-cases/" + opened.id() + "/number", "number", "CURVE-77");
        desk.rsaPerson.post("/our-cases/" + opened.id() + "/number", "number", "案件 7");
        desk.settled();
        WaveDesk.await(() -> desk.mails(opened, desk.curve).size() == 1
                && desk.mails(opened, desk.rsa).size() == 1);
        return opened;
    }

    @AfterAll
    void stop() {
        desk.close();
    }

    @Test
    void aMailOfAWaveCarriesItOutsideTheWordsThatAreTheSameForAll() {
        int before = desk.mails(of, desk.curve).size();
        int others = desk.mails(of, desk.rsa).size();
        desk.plan(of, desk.curve, desk.rsa);
        desk.application.advance(WaveDesk.SOON.plusSeconds(1));
        WaveDesk.await(() -> desk.mails(of, desk.curve).size() > before
                && desk.mails(of, desk.rsa).size() > others);
        MailSink.Message mail = desk.mails(of, desk.curve).getLast();
        assertThat(WaveDesk.header(mail, "Subject")).isEqualTo("[TLP:AMBER] [" + of.number() + "] [CURVE-77]");
        assertThat(WaveDesk.header(mail, "X-Own-Number")).isEqualTo("CURVE-77");
        MailSink.Message other = desk.mails(of, desk.rsa).getLast();
        assertThat(WaveDesk.header(other, "Subject")).isEqualTo("[TLP:AMBER] [" + of.number() + "]");
        assertThat(WaveDesk.text(other)).doesNotContain("CURVE-77", "X-Own-Number");
        String words = desk.curveKeyring.decrypt(armored(mail)).text();
        assertThat(words)
                .doesNotContain("CURVE-77")
                .isEqualTo(desk.rsaKeyring.decrypt(armored(other)).text());
    }

    @Test
    void aReplyCarriesItInsideTheEncryptionWhateverItsForm() {
        int before = desk.mails(of, desk.rsa).size();
        org.chosei.access.Scopes.as(
                desk.vendors.staff(),
                () -> desk.application
                        .bean(Replies.class)
                        .post(UUID.randomUUID(), desk.thread(of, desk.rsa), "Words", List.of()));
        WaveDesk.await(() -> desk.mails(of, desk.rsa).size() > before);
        String text = new String(
                java.util.Base64.getMimeDecoder()
                        .decode(desk.rsaKeyring
                                .decrypt(armored(desk.mails(of, desk.rsa).getLast()))
                                .text()
                                .split("\r?\n\r?\n", 2)[1]),
                java.nio.charset.StandardCharsets.UTF_8);
        assertThat(text).contains("案件 7");
    }

    @Test
    void aQuestionAboutTheEmbargoCarriesItWhereItIsAPlainToken() {
        String until = java.time.LocalDateTime.ofInstant(desk.now().plus(Duration.ofDays(20)), java.time.ZoneOffset.UTC)
                .truncatedTo(java.time.temporal.ChronoUnit.MINUTES)
                .toString();
        Browser.Page proposed =
                desk.coordinator.post("/cases/" + of.id() + "/embargo/proposals", "until", until, "zone", "UTC");
        assertThat(proposed.status()).as(proposed.text()).isEqualTo(303);
        WaveDesk.await(() -> desk.sink.messagesTo(desk.curve.email()).stream()
                .anyMatch(mail -> WaveDesk.header(mail, "Subject").startsWith("[" + of.number() + "] [CURVE-77] ")));
        assertThat(desk.sink.messagesTo(desk.rsa.email()))
                .noneMatch(mail -> WaveDesk.text(mail).contains("CURVE-77"));
    }

    @Test
    void everyPageOfTheCaseShowsIt() {
        for (String page : List.of("", "/status", "/embargo", "/leaving", "/timeline")) {
            assertThat(desk.curvePerson
                            .get("/our-cases/" + of.id() + page)
                            .html()
                            .select(".number.own")
                            .text())
                    .as(page)
                    .isEqualTo("CURVE-77");
        }
    }

    private static byte[] armored(MailSink.Message mail) {
        String text = WaveDesk.text(mail);
        String end = "-----END PGP MESSAGE-----";
        return text.substring(text.indexOf("-----BEGIN PGP MESSAGE-----"), text.indexOf(end) + end.length())
                .replace("\r\n", "\n")
                .concat("\n")
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }
}
