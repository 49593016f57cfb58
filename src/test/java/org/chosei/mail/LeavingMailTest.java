package org.chosei.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chosei.mail.MailRoom.STAFF;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.crypto.OwnKey;
import org.chosei.demo.MailSink;
import org.chosei.demo.MailSink.Mood;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Tlp;
import org.chosei.mail.Deliveries.Delivery;
import org.chosei.mail.Deliveries.State;
import org.chosei.mail.reading.IncomingMail;
import org.chosei.mail.wire.SmtpRelay;
import org.chosei.testing.Gpg;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.support.TransactionOperations;

class LeavingMailTest {
    private static final String OUTER = MimeWriter.outerSubject(Tlp.AMBER, "CHS-2026-00012");
    private static final CaseId CASE = new CaseId(UUID.fromString("01900000-0000-7000-8000-00000000000c"));
    private static final UUID WAVE = UUID.fromString("01900000-0000-7000-8000-00000000000d");

    private MailRoom room;
    private byte[] certificate;

    @BeforeEach
    void start() {
        room = MailRoom.start();
        certificate = OwnKey.generate("Vendor <vendor@example.org>", room.now().minusSeconds(60))
                .certificate()
                .toBytes();
    }

    @AfterEach
    void stop() {
        room.close();
    }

    @Test
    void eachVendorsMailIsForItsKeyAloneAndTheNoticeInsideIsTheSameForAll() {
        try (Gpg gpg = new Gpg()) {
            byte[] curve = gpg.publicKey(gpg.generateCurve25519("A <a@example.org>"));
            byte[] rsa = gpg.publicKey(gpg.generateRsa("B <b@example.org>", 3072));
            gpg.importKey(room.bean(OwnKeys.class).certificate().toArmor().getBytes(US_ASCII));

            stage(room.now(), List.of(recipient(1, "a@example.org", curve), recipient(2, "b@example.org", rsa)));
            room.work(EncryptedDrain.KIND);

            List<Gpg.Run> opened = room.sink.messages().stream()
                    .map(message -> gpg.decrypt(message.bytes()))
                    .toList();
            assertThat(opened).hasSize(2).allMatch(run -> run.exitCode() == 0 && run.says("GOODSIG"));
            assertThat(opened.get(0).output()).isEqualTo(opened.get(1).output());
            assertThat(opened.get(0).text()).contains("Subject: notice");
            assertThat(opened)
                    .allMatch(run -> run.status().stream()
                                    .filter(line -> line.startsWith("ENC_TO"))
                                    .count()
                            == 1);
        }
    }

    @Test
    void nothingLeavesBeforeItsInstantAndEverythingFromItOn() {
        Instant instant = room.now().plus(Duration.ofHours(1));
        stage(instant, vendors(3));

        room.work(EncryptedDrain.KIND);
        room.sweep();
        assertThat(room.sink.messages()).isEmpty();
        room.advance(Duration.ofMinutes(59));
        room.sweep();
        assertThat(room.sink.messages()).isEmpty();

        room.advance(Duration.ofMinutes(1).plusSeconds(1));
        room.work(EncryptedDrain.KIND);

        assertThat(room.sink.messages())
                .hasSize(3)
                .allSatisfy(message -> assertThat(message.at()).isAfterOrEqualTo(instant));
        assertThat(states()).containsExactly(State.HANDED_OVER, State.HANDED_OVER, State.HANDED_OVER);
        assertThat(room.entries("mail.handed-over")).isEqualTo(3);
    }

    @Test
    void aMailHandedOverNamesItsDeliveryAndIsNotHandedOverAgain() {
        stage(room.now(), vendors(1));

        room.work(EncryptedDrain.KIND);
        room.sweep();

        Delivery delivery = deliveries().getFirst();
        assertThat(room.sink.messages()).hasSize(1);
        assertThat(messageId(room.sink.messages().getFirst()))
                .isEqualTo("<" + delivery.id() + "@mail.csirt.example>")
                .isEqualTo(delivery.messageId());
        assertThat(room.sink.messages().getFirst().envelope().from()).isEqualTo("bounces@csirt.example");
        assertThat(delivery.handedOverAt()).isNotNull();
    }

    @Test
    void aRelayThatIsDownDefersTheBatchAndItLeavesLaterWithTheSameMessageIds() throws IOException {
        stage(room.now(), vendors(20));
        List<String> ids = deliveries().stream().map(Delivery::messageId).toList();
        room.sink.stop();

        room.work(EncryptedDrain.KIND);
        assertThat(states()).containsOnly(State.DEFERRED).hasSize(20);
        assertThat(room.staffSees("select distinct tries::text from mail_delivery"))
                .containsExactly("1");

        room.sink.restart();
        room.sweep();
        assertThat(room.sink.messages()).as("not before the pause is over").isEmpty();
        room.advance(Duration.ofSeconds(6));
        room.sweep();

        assertThat(states()).containsOnly(State.HANDED_OVER);
        assertThat(room.sink.messages().stream().map(LeavingMailTest::messageId))
                .containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void whatTheRelayRefusesForNowIsTriedAgain() {
        stage(room.now(), vendors(1));
        room.sink.be(Mood.REFUSING_FOR_NOW);
        room.work(EncryptedDrain.KIND);
        assertThat(states()).containsExactly(State.DEFERRED);
        assertThat(room.staffSees("select last_reply from mail_delivery").getFirst())
                .startsWith("451");

        room.sink.be(Mood.ACCEPTING);
        room.advance(Duration.ofSeconds(6));
        room.sweep();

        assertThat(states()).containsExactly(State.HANDED_OVER);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void patienceGrowsFromFiveSecondsToAnHourAndEndsAfterFiveDays(boolean reachable) {
        stage(room.now(), vendors(1));
        if (reachable) {
            room.sink.be(Mood.REFUSING_FOR_NOW);
        } else {
            room.sink.stop();
        }
        List<Long> pauses = new ArrayList<>();
        room.work(EncryptedDrain.KIND);

        long untilWarned = 0;
        for (int hour = 0; hour < 140 && states().contains(State.DEFERRED); hour++) {
            pauses.add(Math.round(Double.parseDouble(
                    room.staffSees("select extract(epoch from next_try_at - chosei_now())::text from mail_delivery")
                            .getFirst())));
            untilWarned += room.entries("mail.late") == 0 ? pauses.getLast() : 0;
            room.advance(Duration.ofSeconds(pauses.getLast() + 1));
            room.sweep();
        }

        assertThat(pauses.subList(0, 12))
                .containsExactly(5L, 10L, 20L, 40L, 80L, 160L, 320L, 640L, 1280L, 2560L, 3600L, 3600L);
        assertThat(states()).containsExactly(State.BOUNCED);
        assertThat(room.staffSees("select last_reply from mail_delivery").getFirst())
                .as("what it said last is kept")
                .contains(reachable ? "451" : "No session with the mail relay");
        assertThat(pauses.stream().mapToLong(Long::longValue).sum())
                .isBetween(5L * 86_400 - 3_600, 5L * 86_400 + 3_600);
        assertThat(room.entries("mail.bounced")).isOne();
        assertThat(room.entries("mail.late")).as("one warning, after a day").isOne();
        assertThat(untilWarned).isBetween(86_400L - 100, 86_400L + 3_700);
    }

    @Test
    void whatTheRelayRefusesForEverBouncesAtTheFirstTry() {
        stage(room.now(), vendors(2));
        room.sink.be(Mood.REFUSING_FOREVER);

        room.work(EncryptedDrain.KIND);

        assertThat(states()).containsOnly(State.BOUNCED).hasSize(2);
        assertThat(room.entries("mail.bounced")).isEqualTo(2);
        assertThat(room.staffSees("select distinct tries::text from mail_delivery"))
                .containsExactly("1");
    }

    @Test
    void aVendorThatMayNoLongerKnowIsHeldBackAndTheOthersGetTheirs() {
        stage(room.now(), vendors(3));
        room.withdrawn.add(organisation(2));

        room.work(EncryptedDrain.KIND);
        room.sweep();

        assertThat(room.sink.messages()).hasSize(2);
        assertThat(room.sink.messagesTo("vendor2@example.org")).isEmpty();
        assertThat(deliveries().stream().filter(each -> each.organisation().equals(organisation(2))))
                .allMatch(each -> each.state() == State.HELD_BACK);
        assertThat(room.entries("mail.held-back")).isOne();
    }

    @Test
    void withoutARoomThatDecidesNothingLeavesAndNothingIsLost() {
        try (MailRoom undecided = MailRoom.startWithoutGate()) {
            MailRoom decided = room;
            room = undecided;
            stage(room.now(), vendors(1));
            room.work(EncryptedDrain.KIND);

            assertThat(undecided.sink.messages()).isEmpty();
            assertThat(states()).containsExactly(State.STAGED);
            room = decided;
        }
    }

    @Test
    void whatIsCancelledNeverLeaves() {
        Instant instant = room.now().plusSeconds(10);
        stage(instant, vendors(3));

        assertThat(room.as(STAFF, () -> letters().cancel(CASE, WAVE, organisation(1))))
                .isOne();
        assertThat(room.as(STAFF, () -> letters().cancel(CASE, UUID.randomUUID(), null)))
                .isZero();
        room.advance(Duration.ofSeconds(11));
        room.work(EncryptedDrain.KIND);
        assertThat(room.sink.messages()).hasSize(2);
        assertThat(room.sink.messagesTo("vendor1@example.org")).isEmpty();
        assertThat(room.as(STAFF, () -> letters().cancel(CASE, WAVE, null)))
                .as("handed over is handed over")
                .isZero();
    }

    @Test
    void aCrashAfterTheHandOverRepeatsTheMailWithItsMessageId() {
        stage(room.now(), vendors(1));
        room.asOwner("""
                create function fail() returns trigger language plpgsql as $$ begin raise exception 'crash'; end $$;
                create constraint trigger fails_at_commit after update on mail_delivery deferrable initially deferred
                for each row execute function fail()
                """);

        assertThatThrownBy(() -> room.work(EncryptedDrain.KIND)).rootCause().hasMessageContaining("crash");
        assertThat(states()).containsExactly(State.STAGED);
        room.asOwner("drop trigger fails_at_commit on mail_delivery");
        room.work(EncryptedDrain.KIND);

        assertThat(states()).containsExactly(State.HANDED_OVER);
        assertThat(room.sink.messages()).hasSize(2);
        assertThat(room.sink.messages().get(0).bytes())
                .isEqualTo(room.sink.messages().get(1).bytes());
    }

    @Test
    void theNumberOfStatementsDoesNotGrowWithTheVendors() {
        var few = letters().prepare(OUTER, "notice", "text\n");
        var one = letters().address(few, vendors(1));
        var many = letters().address(few, vendors(90));

        room.as(STAFF, () -> letters().stage(CASE, WAVE, few, one, room.now()));
        room.work(EncryptedDrain.KIND);
        int stagingOne = statements(() -> room.as(STAFF, () -> letters().stage(CASE, WAVE, few, one, room.now())));
        int sendingOne = statements(() -> room.work(EncryptedDrain.KIND));
        int stagingMany = statements(() -> room.as(STAFF, () -> letters().stage(CASE, WAVE, few, many, room.now())));
        int sendingMany = statements(() -> room.work(EncryptedDrain.KIND));

        assertThat(room.sink.messages()).hasSize(92);
        assertThat(stagingMany).isEqualTo(stagingOne).isPositive();
        assertThat(sendingMany).isEqualTo(sendingOne).isPositive();
    }

    @Test
    void manyMailsLeaveOverFewConnections() {
        stage(room.now(), vendors(90));

        room.work(EncryptedDrain.KIND);

        assertThat(room.sink.messages()).hasSize(90);
        assertThat(room.sink.connections()).isBetween(1L, 4L);
    }

    @Test
    void everyMailLeavesOnceWhenSeveralNodesDrainAtOnce() throws Exception {
        stage(room.now(), vendors(90));
        Callable<Boolean> node = () -> {
            var drain = new Drain(
                    room.bean(SmtpRelay.class),
                    room.bean(MailSettings.class),
                    room::now,
                    room.bean(TransactionOperations.class),
                    _ -> {});
            Scopes.as(new Scope.System(Purpose.MAIL_OUT), () -> drain.empty(room.bean(EncryptedQueue.class)));
            return true;
        };

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> done : threads.invokeAll(List.of(node, node, node))) {
                assertThat(done.get()).isTrue();
            }
        }

        assertThat(room.sink.messages().stream().map(LeavingMailTest::messageId))
                .doesNotHaveDuplicates()
                .hasSize(90);
    }

    @Test
    void aKeyThatIsNotFitIsRefusedBeforeAnythingIsStaged() {
        byte[] garbage = "no key".getBytes(UTF_8);
        var letter = letters().prepare(OUTER, "notice", "text\n");

        assertThatThrownBy(() -> letters().address(letter, List.of(recipient(1, "a@example.org", garbage))))
                .isInstanceOf(Refusal.WrongState.class);
    }

    @Test
    void aVendorSeesNoDeliveryNotEvenItsOwn() {
        stage(room.now(), vendors(2));

        assertThat(room.as(
                        MailRoom.VENDOR_PERSON,
                        () -> room.bean(Deliveries.class).of(CASE)))
                .isEmpty();
        assertThatThrownBy(() -> room.as(MailRoom.VENDOR_PERSON, () -> {
                    var letter = letters().prepare(OUTER, "notice", "text\n");
                    letters().stage(CASE, null, letter, letters().address(letter, vendors(1)), room.now());
                }))
                .rootCause()
                .hasMessageContaining("row-level security");
    }

    @Test
    void aBounceReportEndsTheDeliveryAndADelayDoesNot() {
        stage(room.now(), vendors(2));
        room.work(EncryptedDrain.KIND);
        List<Delivery> sent = deliveries();

        room.arrive("bounces@mail.csirt.example", report("delayed", sent.get(0).messageId()));
        room.arrive("bounces@mail.csirt.example", report("failed", sent.get(1).messageId()));
        room.arrive("bounces@mail.csirt.example", report("failed", "<somebody@else.example>"));
        room.work(Router.KIND);

        assertThat(deliveries().stream().collect(Collectors.toMap(Delivery::id, Delivery::state)))
                .containsEntry(sent.get(0).id(), State.HANDED_OVER)
                .containsEntry(sent.get(1).id(), State.BOUNCED);
        assertThat(room.entries("mail.bounced")).isOne();
        assertThat(room.staffSees("select note from incoming_mail order by id"))
                .containsExactly("mail.report-noted", "mail.bounce-noted", "mail.desk.automatic");
    }

    private static byte[] report(String action, String messageId) {
        return ("From: MAILER-DAEMON@vendor.example\r\nTo: bounces@mail.csirt.example\r\n"
                        + "Subject: Undelivered Mail Returned to Sender\r\nMIME-Version: 1.0\r\n"
                        + "Content-Type: multipart/report; report-type=delivery-status; boundary=r\r\n\r\n--r\r\n"
                        + "Content-Type: text/plain\r\n\r\nI am sorry.\r\n--r\r\nContent-Type: message/delivery-status\r\n\r\n"
                        + "Reporting-MTA: dns; mx.vendor.example\r\n\r\nFinal-Recipient: rfc822; vendor@example.org\r\n"
                        + "Action: " + action
                        + "\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 no such user\r\n\r\n--r\r\n"
                        + "Content-Type: text/rfc822-headers\r\n\r\nMessage-ID: " + messageId + "\r\n\r\n--r--\r\n")
                .getBytes(US_ASCII);
    }

    private int statements(Runnable work) {
        room.statements.taken();
        work.run();
        return room.statements.taken();
    }

    private void stage(Instant notBefore, List<EncryptedLetters.Recipient> recipients) {
        var letter = letters().prepare(OUTER, "notice", "各位\n脆弱性のお知らせ\n");
        var wrapped = letters().address(letter, recipients);
        room.as(STAFF, () -> letters().stage(CASE, WAVE, letter, wrapped, notBefore));
    }

    private List<EncryptedLetters.Recipient> vendors(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> recipient(i, "vendor" + i + "@example.org", certificate))
                .toList();
    }

    private static EncryptedLetters.Recipient recipient(int number, String address, byte[] certificate) {
        return new EncryptedLetters.Recipient(
                organisation(number), address, "reply+" + number + "@mail.csirt.example", certificate);
    }

    private static OrganisationId organisation(int number) {
        return new OrganisationId(new UUID(0x7000L, 0x8000_0000_0000_1000L + number));
    }

    private static String messageId(MailSink.Message message) {
        return ((IncomingMail) IncomingMail.read(message.bytes())).messageId().orElseThrow();
    }

    private List<State> states() {
        return deliveries().stream().map(Delivery::state).toList();
    }

    private List<Delivery> deliveries() {
        return room.as(STAFF, () -> room.bean(Deliveries.class).of(CASE));
    }

    private EncryptedLetters letters() {
        return room.bean(EncryptedLetters.class);
    }
}
