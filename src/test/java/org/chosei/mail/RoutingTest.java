package org.chosei.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chosei.mail.MailRoom.STAFF;
import static org.chosei.mail.MailRoom.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.chosei.jobs.Jobs;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Ledger;
import org.chosei.mail.Claim.Answer;
import org.chosei.mail.Claim.Order;
import org.chosei.mail.IncomingMails.Facts;
import org.chosei.mail.IncomingMails.State;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Vault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionOperations;

class RoutingTest {
    private MailRoom room;

    @BeforeEach
    void start() {
        room = MailRoom.start();
    }

    @AfterEach
    void stop() {
        room.close();
    }

    @Test
    void theFirstRoomInTheFixedOrderHasTheMailAndNoOtherIsAsked() {
        room.rooms.put(Order.CASE_TAG, _ -> new Answer.Taken("test.filed"));
        room.rooms.put(Order.FORM, _ -> new Answer.Taken("test.form"));

        Facts routed = route(mail("Report", "words"));

        assertThat(routed.state()).isEqualTo(State.TAKEN);
        assertThat(routed.claimedBy()).isEqualTo(Order.CASE_TAG);
        assertThat(routed.note()).isEqualTo("test.filed");
        assertThat(room.asked).containsExactly(Order.REPLY_TOKEN, Order.REFERENCES, Order.CASE_TAG);
        assertThat(room.entries("mail.taken")).isOne();
    }

    @Test
    void whatNobodyTakesLiesOnTheDesk() {
        Facts routed = route(mail("Hello", "words"));

        assertThat(routed.state()).isEqualTo(State.DESK);
        assertThat(routed.note()).isEqualTo("mail.desk.unknown");
        assertThat(room.asked)
                .containsExactly(
                        Order.REPLY_TOKEN,
                        Order.REFERENCES,
                        Order.CASE_TAG,
                        Order.SIGNATURE,
                        Order.FORM,
                        Order.PARTNER_REPORT);
        assertThat(room.entries("mail.desk")).isOne();
    }

    @Test
    void aRoomThatDoesNotBelieveItPutsItOnTheDeskWithItsWordsSealed() {
        room.rooms.put(Order.REPLY_TOKEN, _ -> new Answer.ForTheDesk("test.unsigned", "said 秘密"));

        Facts routed = route(mail("Report", "words"));

        assertThat(routed.state()).isEqualTo(State.DESK);
        assertThat(routed.note()).isEqualTo("test.unsigned");
        assertThat(room.as(
                        STAFF,
                        () -> room.bean(Vault.class)
                                .open(OpenPurpose.READ, Objects.requireNonNull(routed.detail()))
                                .text()))
                .isEqualTo("said 秘密");
        assertThat(room.asked).containsExactly(Order.REPLY_TOKEN);
    }

    @Test
    void aMailBeyondTheLimitsLiesOnTheDeskAndItsOriginalIsKept() {
        byte[] hostile = ("X: " + "y".repeat(900) + "\r\n")
                .repeat(80)
                .concat("\r\nbody\r\n")
                .getBytes(US_ASCII);

        Facts routed = route(hostile);

        assertThat(routed.state()).isEqualTo(State.DESK);
        assertThat(routed.note()).isEqualTo("mail.desk.unparseable-headers-too-large");
        assertThat(room.as(STAFF, () -> mails().raw(routed.id()))).isEqualTo(hostile);
        assertThat(room.as(STAFF, () -> mails().look(routed.id()))).isEmpty();
    }

    @Test
    void aRoomThatFailsUndoesItsWorkAndIsAskedAgain() {
        List<String> tries = new ArrayList<>();
        room.rooms.put(Order.FORM, mail -> {
            room.bean(Jobs.class).stage("test.work", mail.id(), room.now());
            tries.add("once more");
            if (tries.size() < 3) {
                throw new IllegalStateException("not today");
            }
            return new Answer.Taken("test.form");
        });
        room.arrive(mail("Form", "words"));

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> room.work(Router.KIND)).hasMessage("not today");
            assertThat(onDesk().state()).isEqualTo(State.ARRIVED);
            assertThat(room.due("test.work")).isEmpty();
        }
        room.work(Router.KIND);

        assertThat(room.staffSees("select state from incoming_mail")).containsExactly("TAKEN");
        assertThat(room.due("test.work")).hasSize(1);
    }

    @Test
    void aMailIsRoutedOnceHoweverOftenItsJobRuns() {
        room.rooms.put(Order.FORM, _ -> new Answer.Taken("test.form"));
        Facts routed = route(mail("Form", "words"));
        room.as(STAFF, () -> room.bean(Jobs.class).stage(Router.KIND, routed.id(), room.now()));

        room.work(Router.KIND);

        assertThat(room.asked.stream().filter(Order.FORM::equals)).hasSize(1);
        assertThat(room.entries("mail.taken")).isOne();
    }

    @Test
    void twoRoomsAtOnePlaceAreAnErrorAtTheStart() {
        Claim one = room.bean(Bounces.class);

        assertThatThrownBy(() -> new Router(
                        List.of(one, one),
                        room.bean(IncomingMailStore.class),
                        room.bean(MailOpener.class),
                        room.bean(SenderProofs.class),
                        room.bean(MailHabits.class),
                        room.bean(AutomaticAnswers.class),
                        room.bean(Vault.class),
                        room.bean(Ledger.class),
                        room.bean(TransactionOperations.class),
                        room.bean(Arrivals.class)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("BOUNCE");
    }

    @Test
    void aPersonSettlesAMailOnceAndSaysWhatWasDone() {
        Facts routed = route(mail("Hello", "words"));

        room.as(STAFF, () -> mails().take(routed.id(), "答えました"));

        assertThat(room.as(STAFF, () -> mails().desk(null, 10))).isEmpty();
        Facts settled = room.as(STAFF, () -> mails().get(routed.id()));
        assertThat(settled.state()).isEqualTo(State.TAKEN);
        assertThat(settled.settledBy()).isEqualTo(STAFF.actor());
        assertThat(room.as(
                        STAFF,
                        () -> room.bean(Vault.class)
                                .open(OpenPurpose.READ, Objects.requireNonNull(settled.remark()))
                                .text()))
                .isEqualTo("答えました");
        assertThatThrownBy(() -> room.as(STAFF, () -> mails().take(routed.id(), "again")))
                .isInstanceOf(Refusal.WrongState.class);
        assertThatThrownBy(() -> room.as(STAFF, () -> mails().routeAgain(routed.id())))
                .isInstanceOf(Refusal.WrongState.class);
    }

    @Test
    void aMailOnTheDeskIsRoutedAgainWhenAPersonAsks() {
        Facts routed = route(mail("Hello", "words"));
        room.rooms.put(Order.PARTNER_REPORT, _ -> new Answer.Taken("test.report"));

        room.as(STAFF, () -> mails().routeAgain(routed.id()));
        room.work(Router.KIND);

        assertThat(room.as(STAFF, () -> mails().get(routed.id())).claimedBy()).isEqualTo(Order.PARTNER_REPORT);
    }

    @Test
    void aVendorCannotSettleAMail() {
        Facts routed = route(mail("Hello", "words"));

        assertThatThrownBy(() -> room.as(MailRoom.VENDOR_PERSON, () -> mails().take(routed.id(), "mine")))
                .isInstanceOf(Refusal.NotFound.class);
    }

    @Test
    void theDeskListTurnsItsPagesNewestFirst() {
        for (int i = 0; i < 5; i++) {
            route(mail("Mail " + i, "words " + i));
        }

        List<Facts> first = room.as(STAFF, () -> mails().desk(null, 3));
        List<Facts> second = room.as(STAFF, () -> mails().desk(first.getLast().id(), 3));

        assertThat(first).hasSize(3);
        assertThat(second).hasSize(2);
        assertThat(first.stream().map(each -> subject(each))).containsExactly("Mail 4", "Mail 3", "Mail 2");
        assertThat(second.stream().map(each -> subject(each))).containsExactly("Mail 1", "Mail 0");
    }

    @Test
    void anUnknownMailIsNothingToDo() {
        room.as(STAFF, () -> room.bean(Jobs.class).stage(Router.KIND, Uuid7.at(room.now()), room.now()));

        room.work(Router.KIND);

        assertThat(room.asked).isEmpty();
    }

    private String subject(Facts facts) {
        return room.as(
                STAFF, () -> mails().look(facts.id()).orElseThrow().outer().subject());
    }

    private Facts route(byte[] mail) {
        room.arrive(mail);
        room.work(Router.KIND);
        return room.as(STAFF, () -> mails().get(newest()));
    }

    private UUID newest() {
        return UUID.fromString(room.staffSees("select id::text from incoming_mail order by id desc limit 1")
                .getFirst());
    }

    private Facts onDesk() {
        return room.as(STAFF, () -> mails().desk(null, 10).getFirst());
    }

    private IncomingMails mails() {
        return room.bean(IncomingMails.class);
    }
}
