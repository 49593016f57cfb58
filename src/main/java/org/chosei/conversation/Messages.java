package org.chosei.conversation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.conversation.MessageStore.Source;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.OrganisationId;
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
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What is said in threads. A message is never changed; another follows it. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Messages {
    /** Longest text of one message, in code points. */
    public static final int LONGEST = 100_000;

    private final MessageStore store;
    private final Threads threads;
    private final Vault vault;
    private final SearchIndex index;
    private final Ledger ledger;
    private final InstantSource clock;

    Messages(MessageStore store, Threads threads, Vault vault, SearchIndex index, Ledger ledger, InstantSource clock) {
        this.store = store;
        this.threads = threads;
        this.vault = vault;
        this.index = index;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** A file that came with a message; its name is shown, never used as a path or a type. */
    public record NewFile(String name, byte[] content) {}

    /** A message opened for a reader. {@code signedBy} is the fingerprint that signed a mailed one. */
    public record Message(
            UUID id,
            String author,
            OrganisationId organisation,
            String via,
            @Nullable String signedBy,
            Instant postedAt,
            String text,
            List<FileLink> files) {}

    /** A file offered for download. */
    public record FileLink(UUID id, String name, long size) {}

    /** Posts as the signed-in person. */
    public void post(ThreadId thread, String text, List<NewFile> files) {
        add(thread, new Source(Scopes.person().organisation(), "web", null, null, null), text, files);
    }

    /** As {@link #post(ThreadId, String, List)}, once for each form that a page gave out; false when it was posted before. */
    boolean post(UUID form, ThreadId thread, String text, List<NewFile> files) {
        Scope.Person person = Scopes.person();
        String origin = "form:" + person.id() + ":" + form;
        if (lock(origin).isPresent()) {
            return false;
        }
        add(thread, new Source(person.organisation(), "web", null, null, origin), text, files);
        return true;
    }

    /** Files a mail that its organisation signed, and names the message; see {@link #lock} for what was filed before. */
    UUID postMail(ThreadId thread, SignedMail mail) {
        return add(
                thread,
                new Source(mail.author(), "mail", mail.id(), mail.signedBy(), mail.origin()),
                mail.text(),
                mail.files());
    }

    /** Makes posters of the same words wait for each other, and says in which thread they are already. */
    Optional<ThreadId> lock(String origin) {
        return store.lock(origin);
    }

    private UUID add(ThreadId id, Source source, String text, List<NewFile> files) {
        String clean = JapaneseText.withoutControls(text).strip();
        if (clean.isEmpty() && files.isEmpty()) {
            throw new Refusal.Invalid("text", "message-empty");
        }
        if (clean.codePointCount(0, clean.length()) > LONGEST) {
            throw new Refusal.Invalid("text", "message-long", LONGEST);
        }
        Threads.ThreadRow thread = threads.get(id);
        UUID message = Uuid7.at(clock.instant());
        SealedId body = vault.seal(thread.caseId(), thread.audience(), clean);
        store.add(message, id, thread, source, body);
        index.put(
                SearchEntry.of(SearchKind.MESSAGE, message, thread.caseId(), thread.audience(), List.of(body))
                        .saidBy(source.author(), thread.vendor()),
                clean);
        files.forEach(file -> addFile(thread, message, source.author(), file));
        Entry entry = Entry.of(thread.caseId(), "message.posted")
                .about("message", message)
                .about("organisation", source.author())
                .about("via", source.via());
        String key = source.signedBy();
        ledger.append((key == null ? entry : entry.about("key", key)).seenBy(thread.audience()));
        return message;
    }

    private void addFile(Threads.ThreadRow thread, UUID message, OrganisationId author, NewFile file) {
        String name = JapaneseText.withoutControls(file.name());
        UUID id = Uuid7.at(clock.instant());
        SealedId sealedName = vault.seal(thread.caseId(), thread.audience(), name);
        index.put(
                SearchEntry.of(SearchKind.FILE, id, thread.caseId(), thread.audience(), List.of(sealedName))
                        .saidBy(author, thread.vendor())
                        .within(message),
                name);
        store.addFile(
                id,
                message,
                thread,
                sealedName,
                vault.seal(thread.caseId(), thread.audience(), file.content()),
                file.content().length);
    }

    /** All of a thread, oldest first, opened in one go: two queries and one ledger entry, whatever its length. */
    public List<Message> read(ThreadId thread) {
        SealedThread sealed = store.thread(thread).orElseGet(() -> empty(thread));
        return sealed.messages(vault.open(OpenPurpose.READ, sealed.sealed()));
    }

    /** The staff's own notes of a case, opened on first use; nothing of them is read yet. One query. Staff only. */
    public SealedThread notes(CaseId caseId) {
        return store.notes(caseId).orElseGet(() -> empty(threads.notes(caseId)));
    }

    private static SealedThread empty(ThreadId thread) {
        return new SealedThread(thread, List.of(), List.of());
    }

    /** A file's name and bytes, or "not found". */
    public NewFile file(UUID id) {
        List<SealedId> ids = store.file(id).orElseThrow(Refusal.NotFound::new);
        Map<SealedId, Opened> opened = vault.open(OpenPurpose.READ, ids);
        Opened bytes = opened.get(ids.getLast());
        if (bytes == null) {
            throw new Refusal.NotFound();
        }
        return new NewFile(SealedThread.text(opened, ids.getFirst()), bytes.bytes());
    }
}
