package org.chosei.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chosei.mail.MailRoom.STAFF;
import static org.chosei.mail.MailRoom.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.crypto.OwnKey;
import org.chosei.demo.MailSink;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Tlp;
import org.chosei.mail.wire.RelayResult.Deferred;
import org.chosei.mail.wire.RelayResult.HandedOver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fault 8 in short: PostgreSQL says that its disk is full. {@code ./chosei drill disk-full} fills one. */
class FullDiskTest {
    private static final CaseId CASE = new CaseId(UUID.fromString("01900000-0000-7000-8000-00000000000c"));
    private static final int MAILS = 30;

    private MailRoom room;

    @BeforeEach
    void start() {
        room = MailRoom.start();
    }

    @AfterEach
    void stop() {
        room.close();
    }

    private void fill(String table, String when) {
        room.asOwner("""
                create function full_disk() returns trigger language plpgsql as $$
                begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$;
                create trigger full_disk before insert or update on %s for each row %s execute function full_disk()
                """.formatted(table, when));
    }

    @Test
    void aMailForWhichThereIsNoRoomHearsThatAndComesAgain() {
        fill("sealed_item", "");
        byte[] mail = mail("Report", "words");

        assertThat(room.arrive(mail)).isInstanceOfSatisfying(Deferred.class, answer -> {
            assertThat(answer.code()).isEqualTo(452);
            assertThat(answer.text()).contains("4.3.1");
        });
        assertThat(room.staffSees("select id::text from incoming_mail")).isEmpty();

        room.asOwner("drop trigger full_disk on sealed_item");
        assertThat(room.arrive(mail)).isInstanceOf(HandedOver.class);
        assertThat(room.staffSees("select id::text from incoming_mail")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "mail_delivery | when (new.state = 'HANDED_OVER')",
                "ledger_entry | when (new.kind = 'mail.handed-over')"
            })
    void mailsOfWhichItCannotBeKeptThatTheyLeftAreSentOnceMoreAndNotAtEverySweep(String table, String when) {
        stage();
        fill(table, when);

        assertThatThrownBy(room::sweep).hasStackTraceContaining("No space left");
        assertThat(room.sink.messages())
                .as("nothing said that there was no room")
                .hasSize(MAILS);
        for (int i = 0; i < 3; i++) {
            Scopes.as(
                    new Scope.System(Purpose.MAIL_OUT),
                    () -> room.bean(Drain.class).empty(room.bean(ClearQueue.class)));
            assertThatThrownBy(room::sweep).hasStackTraceContaining("No space left");
        }
        assertThat(room.sink.messages()).as("no mail left since").hasSize(MAILS);
        assertThat(room.staffSees("select distinct state from mail_delivery")).containsExactly("STAGED");

        room.asOwner("drop trigger full_disk on " + table);
        room.sweep();
        assertThat(room.staffSees("select distinct state from mail_delivery")).containsExactly("HANDED_OVER");
        assertThat(room.entries("mail.handed-over")).isEqualTo(MAILS);
        assertThat(room.sink.messages()).hasSize(2 * MAILS);
        Set<String> different =
                room.sink.messages().stream().map(FullDiskTest::whole).collect(Collectors.toSet());
        assertThat(different).as("the second time the same bytes").hasSize(MAILS);
    }

    private static String whole(MailSink.Message message) {
        return new String(message.bytes(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private void stage() {
        byte[] certificate = OwnKey.generate(
                        "Vendor <vendor@example.org>", room.now().minusSeconds(60))
                .certificate()
                .toBytes();
        EncryptedLetters letters = room.bean(EncryptedLetters.class);
        var letter = letters.prepare(MimeWriter.outerSubject(Tlp.AMBER, "CHS-2026-00012"), "notice", "text\n");
        List<EncryptedLetters.Recipient> to = new ArrayList<>();
        IntStream.range(0, MAILS)
                .forEach(i -> to.add(new EncryptedLetters.Recipient(
                        new OrganisationId(new UUID(0x7000L, 0x8000_0000_0000_1000L + i)),
                        "vendor" + i + "@example.org",
                        "reply+" + i + "@mail.csirt.example",
                        certificate)));
        var wrapped = letters.address(letter, to);
        room.as(STAFF, () -> letters.stage(CASE, null, letter, wrapped, room.now()));
    }
}
