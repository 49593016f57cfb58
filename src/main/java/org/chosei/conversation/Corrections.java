package org.chosei.conversation;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.chosei.access.Scopes;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Opened;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.chosei.vault.search.SearchEntry;
import org.chosei.vault.search.SearchIndex;
import org.chosei.vault.search.SearchKind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Later words of a message, and its withdrawal: by its author alone. The old words stay readable to whoever could read them;
 * those of a withdrawn message stay for staff.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Corrections {
    private static final int LONGEST_REASON = 1_000;

    private final JdbcClient jdbc;
    private final Threads threads;
    private final Mentions mentions;
    private final Undo undo;
    private final Vault vault;
    private final SearchIndex index;
    private final Ledger ledger;
    private final InstantSource clock;

    Corrections(
            JdbcClient jdbc,
            Threads threads,
            Mentions mentions,
            Undo undo,
            Vault vault,
            SearchIndex index,
            Ledger ledger,
            InstantSource clock) {
        this.index = index;
        this.jdbc = jdbc;
        this.threads = threads;
        this.mentions = mentions;
        this.undo = undo;
        this.vault = vault;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Words that a message had; {@code id} names them: the message itself for the first, an edit for later ones. */
    public record Version(UUID id, Instant at, String text) {}

    /**
     * What became of a message, its first words first.
     *
     * @param versions none when the reader may not see the words any more
     * @param own the acting person may change or withdraw it
     */
    public record History(UUID message, ThreadId thread, List<Version> versions, boolean own) {}

    private record Words(UUID id, Instant at, SealedId body) {}

    /** Opened in one go, without withdrawn words for all but staff; "not found" for whoever does not see the message. */
    public History history(UUID message) {
        ThreadId thread = threadOf(message);
        List<Words> all = words(message);
        Map<SealedId, Opened> opened =
                vault.open(OpenPurpose.READ, all.stream().map(Words::body).toList());
        List<Version> versions = new ArrayList<>();
        for (Words each : all) {
            Opened text = opened.get(each.body());
            if (text != null) {
                versions.add(new Version(each.id(), each.at(), text.text()));
            }
        }
        return new History(message, thread, versions, isOwn(message));
    }

    /** The thread of a message that the acting scope sees. */
    public ThreadId threadOf(UUID message) {
        return jdbc.sql("select thread_id from message where id = :id and visible_from is distinct from 'infinity'")
                .param("id", message)
                .query((row, _) -> new ThreadId(row.getObject(1, UUID.class)))
                .optional()
                .orElseThrow(Refusal.NotFound::new);
    }

    private List<Words> words(UUID message) {
        return jdbc.sql("""
                        select id, posted_at, body from message where id = :id
                        union all
                        select id, edited_at, body from message_edit where message_id = :id
                        order by 2, 1
                        """)
                .param("id", message)
                .query((row, _) -> new Words(
                        row.getObject(1, UUID.class),
                        row.getObject(2, OffsetDateTime.class).toInstant(),
                        new SealedId(row.getObject(3, UUID.class))))
                .list();
    }

    private boolean isOwn(UUID message) {
        return jdbc.sql("select own_message(:id)")
                .param("id", message)
                .query(Boolean.class)
                .single();
    }

    private void requireOwn(UUID message) {
        if (!isOwn(message)) {
            throw new Refusal.NotPermitted("message-not-own");
        }
    }

    /**
     * The one place where a message's words change.
     *
     * @param seen the version that the author changed: when another was written meanwhile, nothing is lost and both are shown
     */
    public void edit(UUID message, UUID seen, String text) {
        Threads.ThreadRow thread = threads.get(threadOf(message));
        requireOwn(message);
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:message, 0))")
                .param("message", "edit:" + message)
                .query((_, _) -> true)
                .single();
        // withdrawn while we waited
        requireOwn(message);
        if (!words(message).getLast().id().equals(seen)) {
            throw new Refusal.Invalid("text", "message-changed");
        }
        String clean = Messages.words(text);
        if (clean.isEmpty()) {
            throw new Refusal.Invalid("text", "message-edit-empty");
        }
        UUID id = Uuid7.at(clock.instant());
        SealedId body = vault.seal(
                thread.caseId(), thread.audience(), clean.getBytes(StandardCharsets.UTF_8), null, nameless(thread));
        jdbc.sql("""
                        insert into message_edit (id, message_id, case_id, audience_id, body)
                        values (:id, :message, :case, :audience, :body)
                        """)
                .param("id", id)
                .param("message", message)
                .param("case", thread.caseId().value())
                .param("audience", thread.audience().value())
                .param("body", body.value())
                .update();
        if (!nameless(thread)) {
            index.put(
                    SearchEntry.of(SearchKind.MESSAGE, message, thread.caseId(), thread.audience(), List.of(body))
                            .saidBy(Scopes.person().organisation(), thread.vendor()),
                    clean);
        }
        mentions.record(message, thread, clean);
        ledger.append(Entry.of(thread.caseId(), "message.edited")
                .about("message", message)
                .about("edit", id));
    }

    /** Withdraws the acting person's message for a reason that its readers see. */
    public void withdraw(UUID message, String reason) {
        Threads.ThreadRow thread = threads.get(threadOf(message));
        requireOwn(message);
        String clean = JapaneseText.withoutControls(reason).strip();
        if (clean.isEmpty()) {
            throw new Refusal.Invalid("reason", "withdrawal-reason");
        }
        if (JapaneseText.codePoints(clean) > LONGEST_REASON) {
            throw new Refusal.Invalid("reason", "withdrawal-reason-long", LONGEST_REASON);
        }
        SealedId sealed = vault.seal(
                thread.caseId(), thread.audience(), clean.getBytes(StandardCharsets.UTF_8), null, nameless(thread));
        boolean done = jdbc.sql("select message_withdraw(:id, :reason)")
                .param("id", message)
                .param("reason", sealed.value())
                .query(Boolean.class)
                .single();
        if (!done) {
            throw new Refusal.NotFound();
        }
        undo.end(thread.caseId(), message);
        ledger.append(Entry.of(thread.caseId(), "message.withdrawn").about("message", message));
    }

    private static boolean nameless(Threads.ThreadRow thread) {
        return thread.hidesVendors() && !Scopes.person().isStaff();
    }
}
