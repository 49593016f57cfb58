package org.chosei.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.crypto.OwnKey;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Tlp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionOperations;

/** Whose turn it is when several hand over at once, and when one of them gives up. */
class TurnsOfMailsTest {
    private static final CaseId CASE = new CaseId(UUID.fromString("01900000-0000-7000-8000-00000000000c"));

    private MailRoom room;
    private EncryptedQueue queue;

    @BeforeEach
    void sixMailsAreDue() {
        room = MailRoom.start();
        queue = room.bean(EncryptedQueue.class);
        byte[] certificate = OwnKey.generate(
                        "Vendor <vendor@example.org>", room.now().minusSeconds(60))
                .certificate()
                .toBytes();
        List<EncryptedLetters.Recipient> recipients = IntStream.rangeClosed(1, 6)
                .mapToObj(each -> new EncryptedLetters.Recipient(
                        new OrganisationId(new UUID(7, each)), "v" + each + "@example.org", "", certificate))
                .toList();
        EncryptedLetters letters = room.bean(EncryptedLetters.class);
        String outer = MimeWriter.outerSubject(Tlp.AMBER, "CHS-2026-00012");
        EncryptedLetters.Prepared letter = letters.prepare(outer, outer + " notice", "words");
        room.as(
                MailRoom.STAFF,
                () -> letters.stage(CASE, null, letter, letters.address(letter, recipients), room.now()));
    }

    @AfterEach
    void stop() {
        room.close();
    }

    @Test
    void eachBatchGoesOnWhereTheOneBeforeEnded() {
        List<String> all = new ArrayList<>();

        inOneTransaction(status -> {
            all.addAll(next(2));
            all.addAll(next(2));
            all.addAll(next(2));
            status.setRollbackOnly();
        });

        assertThat(all).doesNotHaveDuplicates().hasSize(6);
    }

    @Test
    void aBatchThatWasGivenUpHasTheNextTurnAgain() {
        List<String> first = new ArrayList<>();
        inOneTransaction(status -> {
            first.addAll(next(2));
            status.setRollbackOnly();
        });

        inOneTransaction(_ -> assertThat(next(2)).isEqualTo(first));
    }

    @Test
    void whoeverIsLeftAloneInTheQueueIsFoundFromItsEnd() {
        inOneTransaction(_ -> assertThat(next(6)).hasSize(6));

        inOneTransaction(_ -> assertThat(next(6)).hasSize(6));
    }

    private List<String> next(int limit) {
        return queue.next(limit).mails().stream().map(Outgoing::address).toList();
    }

    private void inOneTransaction(java.util.function.Consumer<TransactionStatus> work) {
        Scopes.as(
                new Scope.System(Purpose.MAIL_OUT),
                () -> room.bean(TransactionOperations.class).executeWithoutResult(work));
    }
}
