package org.chosei.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.chosei.mail.MailRoom.STAFF;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.crypto.OwnKey;
import org.chosei.demo.MailSink;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Tlp;
import org.chosei.mail.Deliveries.State;
import org.chosei.mail.TeamWays.Way;
import org.chosei.mail.wire.ScriptedRelay;
import org.chosei.mail.wire.SmtpRelay;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.transaction.support.TransactionOperations;

/** One mail for a team of several addresses: what becomes of it at one of them neither loses nor repeats it for another. */
@Timeout(60)
class FurtherAddressesTest {
    private static final CaseId CASE = new CaseId(UUID.fromString("01900000-0000-7000-8000-00000000000c"));
    private static final String MAIN = "vendor1@example.org";
    private static final String ANN = "ann@example.org";
    private static final String BOB = "bob@example.org";
    private static final String ROWS =
            "select address || ' ' || state || ' ' || reply from mail_delivery_further order by address";

    private final Map<String, String> refused = new ConcurrentHashMap<>();
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private MailRoom room;
    private @Nullable ScriptedRelay relay;

    @BeforeEach
    void start() {
        room = MailRoom.start();
        room.ways.put(organisation(1), new Way(List.of(ANN, BOB), false));
    }

    @AfterEach
    void stop() throws IOException {
        if (relay != null) {
            relay.close();
        }
        room.close();
    }

    @Test
    void allAddressesOfTheTeamGetTheSameBytesAndNoneIsNamedInThem() {
        stage(2);

        room.work(EncryptedDrain.KIND);

        assertThat(room.sink.messages()).hasSize(2);
        MailSink.Message mail = room.sink.messagesTo(MAIN).getFirst();
        assertThat(mail.envelope().recipients()).containsExactly(MAIN, ANN, BOB);
        assertThat(new String(mail.bytes(), US_ASCII)).contains("To: " + MAIN).doesNotContain(ANN, BOB);
        assertThat(room.sink
                        .messagesTo("vendor2@example.org")
                        .getFirst()
                        .envelope()
                        .recipients())
                .as("another team")
                .hasSize(1);
        assertThat(states()).containsOnly(State.HANDED_OVER);
        assertThat(room.staffSees(ROWS)).hasSize(2).allMatch(row -> row.contains("HANDED_OVER"));
        assertThat(room.entries("mail.handed-over")).isEqualTo(2);
        assertThat(room.entries("mail.further-handed-over")).isOne();
        assertThat(room.entries("mail.further-refused")).isZero();
    }

    @Test
    void aFurtherAddressThatIsRefusedIsKeptAndRepeatsNothing() throws IOException {
        refused.putAll(Map.of(ANN, "550 5.1.1 gone", BOB, "450 4.2.1 later"));
        speak();
        stage(1);

        drain();
        assertThat(states()).containsExactly(State.HANDED_OVER);
        assertThat(room.staffSees(ROWS))
                .containsExactly(ANN + " BOUNCED 550 5.1.1 gone", BOB + " DEFERRED 450 4.2.1 later");
        assertThat(room.entries("mail.handed-over")).isOne();
        assertThat(room.entries("mail.further-refused")).isOne();
        assertThat(room.entries("mail.further-handed-over")).isZero();

        refused.clear();
        room.advance(Duration.ofDays(1));
        drain();
        assertThat(taken).containsExactly(MAIN);
    }

    @Test
    void whileTheMainAddressIsPutOffTheOthersHaveTheirsAndGetNoSecondOne() throws IOException {
        refused.putAll(Map.of(MAIN, "450 4.2.0 greylisted", BOB, "550 5.1.1 gone"));
        speak();
        stage(1);

        drain();
        assertThat(states()).containsExactly(State.DEFERRED);
        assertThat(taken).containsExactly(ANN);
        assertThat(room.entries("mail.further-handed-over")).isOne();
        assertThat(room.entries("mail.further-refused")).isOne();

        refused.remove(MAIN);
        room.advance(Duration.ofSeconds(6));
        drain();
        assertThat(states()).containsExactly(State.HANDED_OVER);
        assertThat(taken).as("each once").containsExactly(ANN, MAIN);
        assertThat(Objects.requireNonNull(relay).heard())
                .as("nor is it asked again of the one that refused for good")
                .containsOnlyOnce("RCPT TO:<" + BOB + ">");
        assertThat(room.entries("mail.further-refused")).isOne();
    }

    @Test
    void aFurtherAddressThatIsPutOffWithTheMainOneIsAskedAgainWithIt() throws IOException {
        refused.putAll(Map.of(MAIN, "450 4.2.0 greylisted", ANN, "450 4.2.0 greylisted", BOB, "450 4.2.0 greylisted"));
        speak();
        stage(1);
        drain();
        assertThat(room.entries("mail.further-refused"))
                .as("no news while it waits")
                .isZero();

        refused.clear();
        room.advance(Duration.ofSeconds(6));
        drain();
        assertThat(taken).containsExactly(MAIN, ANN, BOB);
        assertThat(room.staffSees(ROWS)).allMatch(row -> row.contains("HANDED_OVER"));
    }

    @Test
    void whereTheMainAddressIsRefusedForGoodTheOthersHaveTheirsAndTheMailHasReturned() throws IOException {
        refused.put(MAIN, "550 5.1.1 gone");
        speak();
        stage(1);

        drain();
        assertThat(states()).containsExactly(State.BOUNCED);
        assertThat(taken).containsExactly(ANN, BOB);
        assertThat(room.staffSees(ROWS)).hasSize(2).allMatch(row -> row.contains("HANDED_OVER"));
        assertThat(room.entries("mail.bounced")).isOne();
        assertThat(room.entries("mail.further-handed-over")).isOne();
    }

    @Test
    void theAddressesAreThoseOfTheInstantAtWhichItLeaves() throws IOException {
        refused.putAll(Map.of(MAIN, "450 later", ANN, "450 later", BOB, "450 later"));
        speak();
        stage(1);
        drain();

        refused.clear();
        room.ways.put(organisation(1), new Way(List.of(BOB), false));
        room.advance(Duration.ofSeconds(6));
        drain();
        assertThat(taken).as("Ann has left meanwhile").containsExactly(MAIN, BOB);
    }

    @Test
    void aReportAboutAFurtherAddressIsNotedThereAndEndsNoDelivery() {
        stage(1);
        room.work(EncryptedDrain.KIND);
        String id = room.as(STAFF, () -> room.bean(Deliveries.class).of(CASE))
                .getFirst()
                .messageId();

        room.arrive("bounces@mail.csirt.example", report(id, ANN.toUpperCase(java.util.Locale.ROOT), "delayed"));
        room.work(Router.KIND);
        assertThat(room.staffSees(ROWS)).allMatch(row -> row.contains("HANDED_OVER"));
        room.arrive("bounces@mail.csirt.example", report(id, ANN.toUpperCase(java.util.Locale.ROOT), "failed"));
        room.work(Router.KIND);

        assertThat(states()).containsExactly(State.HANDED_OVER);
        assertThat(room.staffSees(ROWS).getFirst()).isEqualTo(ANN + " BOUNCED smtp; 550 no such user");
        assertThat(room.staffSees(ROWS).getLast()).startsWith(BOB + " HANDED_OVER");
        assertThat(room.entries("mail.further-refused")).isOne();
        assertThat(room.entries("mail.bounced")).isZero();

        room.arrive("bounces@mail.csirt.example", report(id, MAIN, "failed"));
        room.work(Router.KIND);
        assertThat(states()).containsExactly(State.BOUNCED);
        assertThat(room.entries("mail.bounced")).isOne();
    }

    @Test
    void whatMustStayEncryptedWaitsInClearWordsAndLeavesWhenTheWishIsGone() throws IOException {
        room.ways.put(organisation(1), new Way(List.of(ANN), true));
        speak();
        stage(2);

        drain();
        assertThat(taken).as("the other team's").containsExactly("vendor2@example.org");
        assertThat(room.staffSees("select last_reply from mail_delivery where state = 'DEFERRED'"))
                .singleElement()
                .asString()
                .contains("REQUIRETLS", "operator", "contact's setting");

        room.ways.put(organisation(1), new Way(List.of(ANN), false));
        room.advance(Duration.ofSeconds(6));
        drain();
        assertThat(taken).containsExactly("vendor2@example.org", MAIN, ANN);
        assertThat(states()).containsOnly(State.HANDED_OVER);
    }

    @Test
    void statementsDoNotGrowWithTheTeamsThatNameSeveral() {
        IntStream.rangeClosed(1, 91)
                .forEach(i -> room.ways.put(organisation(i), new Way(List.of("a" + i + "@example.org"), false)));
        stage(1);
        room.work(EncryptedDrain.KIND);
        stage(1);
        int one = statements();
        stage(90);
        int many = statements();

        assertThat(room.sink.messages()).hasSize(92);
        assertThat(many).isEqualTo(one).isPositive();
    }

    private int statements() {
        room.statements.taken();
        room.work(EncryptedDrain.KIND);
        return room.statements.taken();
    }

    private void speak() throws IOException {
        relay = ScriptedRelay.start(line -> {
            line.greet("PIPELINING");
            List<String> to = new java.util.ArrayList<>();
            while (true) {
                String said = line.hear();
                if (said.startsWith("RCPT TO:<")) {
                    String address = said.substring(9, said.length() - 1);
                    String answer = refused.getOrDefault(address, "250 ok");
                    if (answer.startsWith("250")) {
                        to.add(address);
                    }
                    line.say(answer);
                } else if (said.equals("DATA") && !to.isEmpty()) {
                    line.say("354 go on");
                    line.hearMail();
                    taken.addAll(to);
                    to.clear();
                    line.say("250 taken");
                } else {
                    line.say(said.equals("DATA") ? "503 nobody" : "250 ok");
                }
            }
        });
    }

    private void drain() {
        var settings = new SmtpRelay.Settings(
                "127.0.0.1",
                Objects.requireNonNull(relay).port(),
                SmtpRelay.Tls.OFF,
                null,
                "app.csirt.example",
                null,
                Duration.ofSeconds(5),
                Duration.ofSeconds(10));
        var drain = new Drain(
                new SmtpRelay(settings),
                room.bean(MailSettings.class),
                room::now,
                room.bean(TransactionOperations.class),
                _ -> {});
        Scopes.as(new Scope.System(Purpose.MAIL_OUT), () -> drain.empty(room.bean(EncryptedQueue.class)));
    }

    private void stage(int count) {
        byte[] certificate = OwnKey.generate(
                        "Vendor <vendor@example.org>", room.now().minusSeconds(60))
                .certificate()
                .toBytes();
        EncryptedLetters letters = room.bean(EncryptedLetters.class);
        var letter = letters.prepare(MimeWriter.outerSubject(Tlp.AMBER, "CHS-2026-00012"), "notice", "text\n");
        var wrapped = letters.address(
                letter,
                IntStream.rangeClosed(1, count)
                        .mapToObj(i -> new EncryptedLetters.Recipient(
                                organisation(i),
                                "vendor" + i + "@example.org",
                                "reply+" + i + "@mail.csirt.example",
                                certificate))
                        .toList());
        room.as(STAFF, () -> letters.stage(CASE, null, letter, wrapped, room.now()));
    }

    private List<State> states() {
        return room.as(STAFF, () -> room.bean(Deliveries.class).of(CASE)).stream()
                .map(Deliveries.Delivery::state)
                .toList();
    }

    private static OrganisationId organisation(int number) {
        return new OrganisationId(new UUID(0x7000L, 0x8000_0000_0000_1000L + number));
    }

    private static byte[] report(String messageId, String recipient, String action) {
        return ("From: MAILER-DAEMON@vendor.example\r\nTo: bounces@mail.csirt.example\r\n"
                        + "Subject: Undelivered Mail Returned to Sender\r\nMIME-Version: 1.0\r\n"
                        + "Content-Type: multipart/report; report-type=delivery-status; boundary=r\r\n\r\n--r\r\n"
                        + "Content-Type: text/plain\r\n\r\nI am sorry.\r\n--r\r\nContent-Type: message/delivery-status\r\n\r\n"
                        + "Reporting-MTA: dns; mx.vendor.example\r\n\r\nFinal-Recipient: rfc822; somebody@else.example\r\n"
                        + "Action: delivered\r\nStatus: 2.0.0\r\n\r\n"
                        + "Final-Recipient: rfc822; passed-on@example.net\r\nOriginal-Recipient: rfc822;" + recipient
                        + "\r\nAction: " + action
                        + "\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 no such user\r\n\r\n--r\r\n"
                        + "Content-Type: text/rfc822-headers\r\n\r\nMessage-ID: " + messageId + "\r\n\r\n--r--\r\n")
                .getBytes(US_ASCII);
    }
}
