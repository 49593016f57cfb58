package org.chosei.conversation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.chosei.conversation.files.Files;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.mail.ClearLetters;
import org.chosei.mail.EncryptedLetters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes a message back while nobody else sees it: access is a predicate on its instant, so nothing has to run at the end of
 * the pause, and its mails were to leave only then.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Undo {
    /** How long a message waits for second thoughts. */
    public static final Duration PAUSE = Duration.ofSeconds(10);

    private final JdbcClient jdbc;
    private final EncryptedLetters encrypted;
    private final ClearLetters clear;
    private final Files files;
    private final Ledger ledger;

    Undo(JdbcClient jdbc, EncryptedLetters encrypted, ClearLetters clear, Files files, Ledger ledger) {
        this.jdbc = jdbc;
        this.encrypted = encrypted;
        this.clear = clear;
        this.files = files;
        this.ledger = ledger;
    }

    /**
     * Takes the acting person's own message back wholly, its files are pending again; refused once the pause is over.
     */
    public void take(UUID message) {
        CaseId caseId = jdbc.sql(
                        "select case_id from message where id = :id and visible_from is distinct from 'infinity'")
                .param("id", message)
                .query((row, _) -> new CaseId(row.getObject(1, UUID.class)))
                .optional()
                .orElseThrow(Refusal.NotFound::new);
        boolean taken = jdbc.sql("select message_undo(:id)")
                .param("id", message)
                .query(Boolean.class)
                .single();
        if (!taken || !encrypted.takeBack(caseId, mails(message, true), null) || !takeBackClear(message)) {
            throw new Refusal.WrongState("undo-late");
        }
        files.giveBack(caseId, message);
        ledger.append(Entry.of(caseId, "message.undone").about("message", message));
    }

    /** Ends the mails of a message that have not left; those that have are gone. */
    void end(CaseId caseId, UUID message) {
        encrypted.takeBack(caseId, mails(message, true), null);
        takeBackClear(message);
    }

    private boolean takeBackClear(UUID message) {
        List<UUID> ids = mails(message, false);
        return ids.isEmpty() || clear.takeBack(ids);
    }

    private List<UUID> mails(UUID message, boolean isEncrypted) {
        return jdbc.sql("select mail_id from message_letter where message_id = :id and encrypted = :encrypted")
                .param("id", message)
                .param("encrypted", isEncrypted)
                .query(UUID.class)
                .list();
    }

    /** Nothing that was written into the thread goes to this vendor any more. */
    void takeBack(CaseId caseId, ThreadId thread, OrganisationId vendor) {
        List<UUID> bodies = jdbc.sql("select mail_id from message_letter where thread_id = :thread and encrypted")
                .param("thread", thread.value())
                .query(UUID.class)
                .list();
        encrypted.takeBack(caseId, bodies, vendor);
        clear.takeBack(
                jdbc.sql("select mail_id from message_letter where thread_id = :thread and organisation_id = :vendor")
                        .param("thread", thread.value())
                        .param("vendor", vendor.value())
                        .query(UUID.class)
                        .list());
    }

    /** Names the encrypted mails of a message: each goes to many. */
    void remember(UUID message, ThreadId thread, List<UUID> mails) {
        jdbc.sql("""
                        insert into message_letter (message_id, thread_id, mail_id, encrypted)
                        select :message, :thread, mail, true from unnest(:mails::uuid[]) as mail
                        """)
                .param("message", message)
                .param("thread", thread.value())
                .param("mails", mails.toArray(UUID[]::new))
                .update();
    }

    /** Names the mails that say that something waits, each with the vendor whom it tells. */
    void rememberClear(UUID message, ThreadId thread, Map<UUID, OrganisationId> mails) {
        jdbc.sql("""
                        insert into message_letter (message_id, thread_id, mail_id, encrypted, organisation_id)
                        select :message, :thread, mail, false, vendor
                          from unnest(:mails::uuid[], :vendors::uuid[]) as t (mail, vendor)
                        """)
                .param("message", message)
                .param("thread", thread.value())
                .param("mails", mails.keySet().toArray(UUID[]::new))
                .param(
                        "vendors",
                        mails.values().stream().map(OrganisationId::value).toArray(UUID[]::new))
                .update();
    }
}
