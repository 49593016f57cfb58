package org.chosei.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.chosei.cases.CoordinatedCase;
import org.chosei.demo.MailSink;
import org.chosei.demo.MailSink.Mood;
import org.chosei.mail.Deliveries;
import org.chosei.mail.Deliveries.State;
import org.chosei.registry.Contact;
import org.chosei.registry.upkeep.ContactUpkeep;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** P5 for mail: a relay that is down at the instant delays the mails; it loses and doubles none, and shows nothing late. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RelayDownTest {
    private final WaveDesk desk = new WaveDesk();

    @AfterEach
    void relayWorks() throws IOException {
        desk.application.go();
        desk.sink.be(Mood.ACCEPTING);
        desk.sink.restart();
    }

    @AfterAll
    void stop() {
        desk.close();
    }

    @Test
    void mailsWaitAndGoOutLaterOnceWithTheSameMessageIdWhileThePortalOpensInTime() throws IOException {
        CoordinatedCase of = desk.openCase();
        Wave wave = desk.plan(of, desk.curve, desk.rsa);
        List<String> ids = messageIds(of);
        desk.sink.stop();

        desk.at(wave);
        awaitStates(of, State.DEFERRED);
        assertThat(desk.sees(desk.curvePerson, of)).isTrue();
        assertThat(desk.sees(desk.rsaPerson, of)).isTrue();
        assertThat(desk.coordinator.get("/cases/" + of.id()).text()).contains("tried, trying again");
        Instant second = nextTry(of);
        assertThat(second).isEqualTo(wave.visibleFrom().plusSeconds(5));

        desk.application.stopAt(second);
        WaveDesk.await(() -> nextTry(of).isAfter(second));
        assertThat(nextTry(of)).as("the pauses grow").isEqualTo(second.plusSeconds(10));

        desk.sink.restart();
        desk.application.stopAt(nextTry(of).minusSeconds(1));
        desk.settled();
        assertThat(desk.mails(of, desk.curve))
                .as("not before the pause is over")
                .isEmpty();
        desk.application.advance(Duration.ofSeconds(10));
        awaitStates(of, State.HANDED_OVER);
        desk.application.go();
        desk.application.advance(Duration.ofMinutes(10));
        desk.settled();

        assertThat(desk.mails(of, desk.curve)).hasSize(1);
        assertThat(desk.mails(of, desk.rsa)).hasSize(1);
        assertThat(sentIds(of)).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(desk.vendors.entries(of, "mail.handed-over")).isEqualTo(2);
        assertThat(desk.vendors.line(of, desk.curve).handedOverAt()).isAfter(second);
        assertThat(desk.vendors.line(of, desk.curve).grantedAt()).isEqualTo(wave.visibleFrom());
    }

    @Test
    void relayThatSaysTryAgainIsTriedAgain() {
        CoordinatedCase of = desk.openCase();
        Wave wave = desk.plan(of, desk.curve, desk.rsa);
        desk.sink.be(Mood.REFUSING_FOR_NOW);
        desk.at(wave);
        desk.application.go();
        awaitStates(of, State.DEFERRED);
        desk.sink.be(Mood.ACCEPTING);
        desk.application.advance(Duration.ofSeconds(30));
        awaitStates(of, State.HANDED_OVER);
        assertThat(sentIds(of)).containsExactlyInAnyOrderElementsOf(messageIds(of));
    }

    @Test
    void withdrawalWhileTheRelayIsDownKeepsTheMailFromEverLeaving() throws IOException {
        CoordinatedCase of = desk.openCase();
        Wave wave = desk.plan(of, desk.curve, desk.rsa);
        desk.sink.stop();
        desk.at(wave);
        desk.application.go();
        awaitStates(of, State.DEFERRED);
        desk.vendors.withdraw(of, desk.curve);
        desk.sink.restart();
        desk.application.advance(Duration.ofSeconds(30));
        WaveDesk.await(() -> desk.delivery(of, desk.rsa) == State.HANDED_OVER);
        assertThat(desk.delivery(of, desk.curve)).isEqualTo(State.CANCELLED);
        assertThat(desk.mails(of, desk.curve)).isEmpty();
    }

    @Test
    void keyThatLapsesWhileTheRelayIsDownTurnsTheMailIntoANoticeOfThePortal() throws IOException {
        Vendors.Vendor lapsing = desk.vendors.active("Lapsing", desk.curveKeyring);
        CoordinatedCase of = desk.openCase();
        Wave wave = desk.plan(of, lapsing);
        desk.sink.stop();
        desk.at(wave);
        desk.application.go();
        awaitStates(of, State.DEFERRED);
        desk.settled();
        desk.vendors.retire(lapsing);
        desk.sink.restart();
        desk.application.advance(Duration.ofSeconds(30));
        awaitStates(of, State.HELD_BACK);
        WaveDesk.await(() -> !desk.mails(of, lapsing).isEmpty());
        assertThat(desk.mails(of, lapsing))
                .hasSize(1)
                .noneMatch(mail -> WaveDesk.text(mail).contains("BEGIN PGP MESSAGE"));
    }

    @Test
    void refusalForGoodIsGivenUpAndStaffSeeIt() {
        CoordinatedCase of = desk.openCase();
        Wave wave = desk.plan(of, desk.curve, desk.rsa);
        desk.sink.be(Mood.REFUSING_FOREVER);
        desk.at(wave);
        awaitStates(of, State.BOUNCED);
        desk.sink.be(Mood.ACCEPTING);
        desk.application.go();
        desk.application.advance(Duration.ofHours(2));
        desk.settled();
        assertThat(desk.mails(of, desk.curve)).isEmpty();
        assertThat(desk.coordinator
                        .get("/cases/" + of.id())
                        .html()
                        .select("tr[data-vendor=" + desk.curve.id() + "]")
                        .text())
                .contains("returned");
        assertThat(desk.coordinator
                        .get("/cases/" + of.id() + "/fairness")
                        .html()
                        .select("tr[data-vendor=" + desk.curve.id() + "] [data-what=handed-over]")
                        .text())
                .as("with what the relay said")
                .startsWith("returned 550 5.7.1");
        assertThat(desk.vendors.entries(of, "mail.bounced")).isEqualTo(2);
        assertThat(inboxItems(desk.curve))
                .as("somebody is told to find another way")
                .isOne();
        assertThat(inboxItems(desk.rsa)).isOne();

        desk.vendors.asStaff(() -> {
            desk.application.bean(ContactUpkeep.class).verified(desk.curve.id(), Contact.Role.TEAM);
            return true;
        });
        assertThat(inboxItems(desk.curve)).as("its contacts were found right").isZero();
        assertThat(inboxItems(desk.rsa)).isOne();
    }

    private int inboxItems(Vendors.Vendor vendor) {
        return desk.coordinator
                .get("/inbox")
                .html()
                .select("main a[href=/organisations/" + vendor.id() + "]")
                .size();
    }

    private void awaitStates(CoordinatedCase of, State state) {
        WaveDesk.await(() -> desk.deliveries(of).stream().allMatch(each -> each.state() == state));
    }

    private List<String> messageIds(CoordinatedCase of) {
        return desk.deliveries(of).stream().map(Deliveries.Delivery::messageId).toList();
    }

    private List<String> sentIds(CoordinatedCase of) {
        return Stream.of(desk.curve, desk.rsa)
                .flatMap(vendor -> desk.mails(of, vendor).stream())
                .map((MailSink.Message mail) -> WaveDesk.header(mail, "Message-ID"))
                .toList();
    }

    private Instant nextTry(CoordinatedCase of) {
        return desk.vendors.asStaff(() -> desk.vendors
                .sql()
                .sql("select max(next_try_at) from mail_delivery where case_id = :case")
                .param("case", of.id().value())
                .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .single());
    }
}
