package org.chosei.mail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chosei.mail.MailRoom.STAFF;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.mail.reading.IncomingMail;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class ClearLettersTest {
    private static final String LINK = "https://csirt.example/invitations/s3cr3t-token";
    private static final Map<String, String> INVITATION =
            Map.of("team", "Test Team", "inviter", "Maker", "link", LINK, "until", "2026-12-01 12:00 (UTC)");

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
    void aStagedLetterLeavesAfterTheCommitAndOnce() {
        invite(STAFF);

        room.work(ClearDrain.KIND);
        room.sweep();

        assertThat(room.sink.messagesTo("new@vendor.example")).hasSize(1);
        IncomingMail mail =
                (IncomingMail) IncomingMail.read(room.sink.messages().getFirst().bytes());
        assertThat(mail.text().text()).contains(LINK);
        assertThat(mail.automatic()).isTrue();
        assertThat(mail.from().orElseThrow().address()).isEqualTo("vh@csirt.example");
        assertThat(room.entries("mail.handed-over")).isOne();
        assertThat(room.staffSees("select state from clear_letter")).containsExactly("HANDED_OVER");
    }

    @Test
    void aLetterOfATransactionThatRollsBackNeverLeaves() {
        assertThatThrownBy(() -> room.as(STAFF, () -> {
                    stage();
                    throw new IllegalStateException("changed my mind");
                }))
                .hasMessage("changed my mind");

        room.work(ClearDrain.KIND);
        room.sweep();

        assertThat(room.sink.messages()).isEmpty();
    }

    @Test
    void theLinkInAWaitingLetterIsSealed() {
        invite(STAFF);

        assertThat(room.staffSees("select to_jsonb(c)::text from clear_letter c")
                        .getFirst())
                .doesNotContain("s3cr3t");
        assertThat(room.as(
                        new Scope.System(Purpose.MAIL_OUT),
                        () -> room.bean(JdbcClient.class)
                                .sql("select bytes from sealed_item")
                                .query((row, _) -> new String(row.getBytes(1), UTF_8))
                                .list()))
                .isNotEmpty()
                .noneMatch(bytes -> bytes.contains("s3cr3t"));
    }

    @Test
    void choseiItselfCausesLettersThatAVendorsPersonCannotRead() {
        invite(new Scope.System(Purpose.SIGN_IN));
        invite(new Scope.System(Purpose.SETUP));
        invite(new Scope.System(Purpose.MAIL_IN));

        assertThat(room.as(
                        MailRoom.VENDOR_PERSON,
                        () -> room.bean(JdbcClient.class)
                                .sql("select id::text from clear_letter union all select id::text from sealed_item")
                                .query(String.class)
                                .list()))
                .isEmpty();
        room.work(ClearDrain.KIND);
        assertThat(room.sink.messages()).hasSize(3);
    }

    @Test
    void neitherAVendorsPersonNorAnybodyFromTheInternetCausesALetter() {
        for (Scope scope : java.util.List.of(MailRoom.VENDOR_PERSON, new Scope.Public())) {
            assertThatThrownBy(() -> invite(scope)).rootCause().hasMessageContaining("row-level security");
        }
    }

    @Test
    void wordsThatNoRoomHasPublishedDoNotLeaveInClear() {
        Map<String, String> variables = Map.of(
                "team",
                "Team",
                "number",
                "AGR-ABCDEFGHIJKLM",
                "until",
                "2026-01-31 12:00 (+09:00)",
                "statement",
                "I agree. SHA-256: " + "a".repeat(64),
                "text",
                "What only vendors may know");
        assertThatThrownBy(() -> room.as(
                        STAFF,
                        () -> room.bean(ClearLetters.class)
                                .stage(
                                        "new@vendor.example",
                                        Locale.ENGLISH,
                                        ClearTemplate.AGREEMENT_TO_SIGN,
                                        variables)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("published");
        assertThat(room.staffSees("select state from clear_letter")).isEmpty();
    }

    @Test
    void aLetterWaitsForTheRelay() throws Exception {
        invite(STAFF);
        room.sink.stop();
        room.work(ClearDrain.KIND);
        assertThat(room.staffSees("select state from clear_letter")).containsExactly("DEFERRED");

        room.sink.restart();
        room.advance(Duration.ofSeconds(6));
        room.sweep();

        assertThat(room.sink.messages()).hasSize(1);
    }

    private void invite(Scope scope) {
        room.as(scope, this::stage);
    }

    private void stage() {
        room.bean(ClearLetters.class).stage("new@vendor.example", Locale.ENGLISH, ClearTemplate.INVITATION, INVITATION);
    }
}
