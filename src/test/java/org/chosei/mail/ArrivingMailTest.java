package org.chosei.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chosei.mail.MailRoom.DESK_ADDRESS;
import static org.chosei.mail.MailRoom.STAFF;
import static org.chosei.mail.MailRoom.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Sha256;
import org.chosei.mail.wire.RelayResult;
import org.chosei.mail.wire.RelayResult.Deferred;
import org.chosei.mail.wire.RelayResult.HandedOver;
import org.chosei.mail.wire.RelayResult.Rejected;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class ArrivingMailTest {
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
    void whatHeardTwoHundredFiftyIsKeptWithItsLedgerEntryAndItsJob() {
        byte[] mail = mail("Report", "words");

        assertThat(room.arrive(mail)).isInstanceOf(HandedOver.class);

        IncomingMails.Facts kept = onlyMail();
        assertThat(room.as(STAFF, () -> room.bean(IncomingMails.class).raw(kept.id())))
                .isEqualTo(mail);
        assertThat(kept.state()).isEqualTo(IncomingMails.State.ARRIVED);
        assertThat(kept.envelope().from()).isEqualTo("sender@vendor.example");
        assertThat(kept.envelope().recipients()).containsExactly(DESK_ADDRESS);
        assertThat(kept.sha256()).isEqualTo(Sha256.hex(mail));
        assertThat(room.due(Router.KIND)).containsExactly(kept.id());
        assertThat(room.entries("mail.arrived")).isOne();
    }

    @Test
    void aCommitThatFailsKeepsNothingAndTheSenderIsToldToTryAgain() {
        room.asOwner("""
                create function fail() returns trigger language plpgsql as $$ begin raise exception 'no room'; end $$;
                create constraint trigger fails_at_commit after insert on incoming_mail deferrable initially deferred
                for each row execute function fail()
                """);
        byte[] mail = mail("Report", "words");

        assertThat(room.arrive(mail))
                .isInstanceOfSatisfying(
                        Deferred.class, answer -> assertThat(answer.code()).isEqualTo(451));

        assertThat(room.staffSees("select id::text from incoming_mail")).isEmpty();
        assertThat(room.due(Router.KIND)).isEmpty();
        assertThat(room.entries("mail.arrived")).isZero();
        room.asOwner("drop trigger fails_at_commit on incoming_mail");
        assertThat(room.arrive(mail)).isInstanceOf(HandedOver.class);
        assertThat(onlyMail().sha256()).isEqualTo(Sha256.hex(mail));
    }

    /** Fault 2 in short; {@code ./chosei drill intake-sync} holds the disk up. */
    @Test
    void whenTwoHundredFiftyIsReadOthersSeeTheMailAndNobodyLoweredWhatACommitWaitsFor() {
        for (int i = 1; i <= 100; i++) {
            assertThat(room.arrive(mail("Report " + i, "words"))).isInstanceOf(HandedOver.class);
            assertThat(room.staffSees("select count(*)::text from incoming_mail"))
                    .as("on another connection")
                    .containsExactly(String.valueOf(i));
        }
        assertThat(room.staffSees("select source from pg_settings where name in ('synchronous_commit', 'fsync')"))
                .hasSize(2)
                .isSubsetOf("default", "configuration file", "command line");
    }

    @Test
    void theSameMailHandedOverAgainIsKeptOnce() {
        byte[] mail = mail("Report", "words");

        assertThat(room.arrive(mail)).isInstanceOf(HandedOver.class);
        assertThat(room.arrive(mail)).isInstanceOf(HandedOver.class);

        assertThat(room.staffSees("select id::text from incoming_mail")).hasSize(1);
        assertThat(room.entries("mail.arrived")).isOne();
    }

    @Test
    void theSameMailOnThreeConnectionsAtOnceIsKeptOnceAndAllHearTwoHundredFifty() throws Exception {
        byte[] mail = mail("Report", "words");
        Callable<RelayResult> handOver = () -> room.arrive(mail);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<RelayResult> answer : threads.invokeAll(List.of(handOver, handOver, handOver))) {
                assertThat(answer.get()).isInstanceOf(HandedOver.class);
            }
        }

        assertThat(room.staffSees("select id::text from incoming_mail")).hasSize(1);
        assertThat(room.staffSees("select id::text from sealed_item")).hasSize(1);
    }

    @Test
    void ofMailsThatArriveAtOnceOneThatCannotBeKeptTakesNoOtherWithIt() throws Exception {
        room.asOwner("""
                create function fail() returns trigger language plpgsql as $$ begin raise exception 'not this one'; end $$;
                create trigger fails before insert on incoming_mail
                for each row when (new.envelope_to[1] like 'reply+%') execute function fail()
                """);
        List<byte[]> mails = IntStream.range(0, 20)
                .mapToObj(i -> mail("Report " + i, "words"))
                .toList();
        String broken = "reply+abcdefgh@mail.csirt.example";

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<RelayResult>> refused = new ArrayList<>();
            List<Future<RelayResult>> taken = new ArrayList<>();
            for (byte[] mail : mails) {
                taken.add(threads.submit(() -> room.arrive(mail)));
                refused.add(threads.submit(() -> room.arrive(broken, mail)));
            }
            for (int i = 0; i < mails.size(); i++) {
                assertThat(taken.get(i).get()).isInstanceOf(HandedOver.class);
                assertThat(refused.get(i).get()).isInstanceOf(Deferred.class);
            }
        }

        assertThat(room.staffSees("select sha256 from incoming_mail"))
                .containsExactlyInAnyOrderElementsOf(
                        mails.stream().map(Sha256::hex).toList());
        assertThat(room.staffSees("select id::text from sealed_item")).hasSize(mails.size());
        assertThat(room.entries("mail.arrived")).isEqualTo(mails.size());
        assertThat(room.due(Router.KIND)).hasSize(mails.size());
    }

    @Test
    void theSameWordsToAnotherAddressOfOursAreAnotherMail() {
        byte[] mail = mail("Report", "words");

        room.arrive(mail);
        room.arrive("reply+abcdefgh@mail.csirt.example", mail);

        assertThat(room.staffSees("select id::text from incoming_mail")).hasSize(2);
    }

    @Test
    void onlyOurOwnAddressesAreReceived() {
        byte[] mail = mail("Report", "words");

        for (String ours : List.of("VH@CSIRT.example", "bounces@mail.csirt.example", "reply+k3@mail.csirt.example")) {
            assertThat(room.arrive(ours, mail)).as(ours).isInstanceOf(HandedOver.class);
        }
        for (String other : List.of("root@csirt.example", "vh@vendor.example", "reply@mail.csirt.example")) {
            assertThat(room.arrive(other, mail)).as(other).isInstanceOf(Rejected.class);
        }
    }

    @Test
    void aVendorSeesNothingOfTheMailRoom() {
        room.arrive(mail("Report", "words"));
        var id = onlyMail().id();

        assertThat(room.as(
                        MailRoom.VENDOR_PERSON,
                        () -> room.bean(IncomingMails.class).desk(null, 10)))
                .isEmpty();
        assertThatThrownBy(() -> room.as(
                        MailRoom.VENDOR_PERSON,
                        () -> room.bean(IncomingMails.class).raw(id)))
                .isInstanceOf(Refusal.NotFound.class);
    }

    @Test
    void staffReadArrivedMailButNeverTheInstallationsSecrets() {
        room.arrive(mail("Report", "words"));
        room.bean(OwnKeys.class).all();

        List<String> secrets = List.of("installation");
        assertThat(room.staffSees("select k.kind from sealed_item i cross join lateral vault_keys(array[i.key_id]) k"))
                .contains("mailroom")
                .doesNotContainAnyElementsOf(secrets);
        assertThat(room.staffSees("select fingerprint from own_mail_key")).isEmpty();
        assertThat(room.as(
                        new Scope.System(Purpose.MAIL_IN),
                        () -> room.bean(JdbcClient.class)
                                .sql(
                                        "select k.kind from sealed_item i cross join lateral vault_keys(array[i.key_id]) k")
                                .query(String.class)
                                .list()))
                .containsAll(secrets);
    }

    @Test
    void readingOnTheDeskIsInTheLedger() {
        room.arrive(mail("Report", "words"));
        var id = onlyMail().id();

        room.as(STAFF, () -> room.bean(IncomingMails.class).look(id));

        assertThat(room.entries("content.read")).isOne();
    }

    private IncomingMails.Facts onlyMail() {
        return room.as(STAFF, () -> {
            var desk = room.bean(IncomingMails.class).desk(null, 10);
            assertThat(desk).hasSize(1);
            return desk.getFirst();
        });
    }
}
