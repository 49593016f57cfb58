package org.chosei.conversation;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.conversation.MessageStore.Source;
import org.chosei.conversation.files.FileName;
import org.chosei.conversation.files.Files;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Sha256;
import org.chosei.kernel.Tlp;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.chosei.vault.search.SearchEntry;
import org.chosei.vault.search.SearchIndex;
import org.chosei.vault.search.SearchKind;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What is said in threads. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Messages {
    /** Longest text of one message, in code points. */
    public static final int LONGEST = 100_000;

    /** So many messages stand on pages that show a thread beside other things; the rest is in the talk of the case. */
    public static final int NEWEST = 50;

    private final MessageStore store;
    private final Threads threads;
    private final Vault vault;
    private final Mentions mentions;
    private final SearchIndex index;
    private final Ledger ledger;
    private final Files attached;
    private final InstantSource clock;

    Messages(
            MessageStore store,
            Threads threads,
            Vault vault,
            SearchIndex index,
            Mentions mentions,
            Ledger ledger,
            Files attached,
            InstantSource clock) {
        this.mentions = mentions;
        this.store = store;
        this.threads = threads;
        this.vault = vault;
        this.index = index;
        this.ledger = ledger;
        this.attached = attached;
        this.clock = clock;
    }

    /** A file that came with a message; its name is shown, never used as a path or a type. */
    public record NewFile(String name, byte[] content) {}

    /**
     * A message opened for a reader.
     *
     * @param author null, as its organisation, where the reader may not learn which vendor wrote
     * @param signedBy the fingerprint that signed a mailed one
     * @param domain the mail domain that alone vouches for a mailed one
     * @param mail that it came by; null for one typed here
     * @param partial whether parts of that mail are left out
     * @param ahead nobody but its author sees it yet
     * @param edits how often its words were changed
     * @param withdrawn why it was withdrawn; its words are then empty for all but staff
     */
    public record Message(
            UUID id,
            @Nullable String author,
            @Nullable OrganisationId organisation,
            String via,
            @Nullable String signedBy,
            @Nullable String domain,
            @Nullable UUID mail,
            boolean partial,
            Instant postedAt,
            String text,
            List<FileLink> files,
            boolean ahead,
            int edits,
            @Nullable String withdrawn,
            boolean pinned) {

        /** Written by the acting person. */
        public boolean own() {
            return Scopes.person().actor().equals(author);
        }
    }

    /** A file offered for download; {@code tlp} and {@code sha256} are null for one that came by mail. */
    public record FileLink(
            UUID id,
            String name,
            long size,
            @Nullable Tlp tlp,
            @Nullable String sha256) {}

    /** Posts as the signed-in person. */
    public void post(ThreadId thread, String text, List<NewFile> files) {
        Threads.ThreadRow row = threads.get(thread);
        add(row, by(Scopes.person(), row, null, null), text, files, List.of());
    }

    /**
     * As {@link #post(ThreadId, String, List)}, once for each form that a page gave out, and seen by the others only from
     * {@code visibleFrom} on; empty when it was posted before.
     *
     * @param uploads pending files of the person, which the message takes
     */
    Optional<UUID> post(UUID form, ThreadId thread, String text, List<UUID> uploads, Instant visibleFrom) {
        Scope.Person person = Scopes.person();
        String origin = origin(person, form);
        if (lock(origin).isPresent()) {
            return Optional.empty();
        }
        Threads.ThreadRow row = threads.get(thread);
        return Optional.of(add(row, by(person, row, origin, visibleFrom), text, List.of(), uploads));
    }

    private static Source by(
            Scope.Person person, Threads.ThreadRow thread, @Nullable String origin, @Nullable Instant visibleFrom) {
        boolean nameless = thread.hidesVendors() && !person.isStaff();
        return new Source(person.organisation(), "web", null, null, null, origin, visibleFrom, nameless, false);
    }

    /** Whether the acting person posted this form already. */
    boolean isPosted(UUID form) {
        return lock(origin(Scopes.person(), form)).isPresent();
    }

    private static String origin(Scope.Person person, UUID form) {
        return "form:" + Sha256.hex((person.id() + ":" + form).getBytes(StandardCharsets.US_ASCII));
    }

    /** Files a mail that is believed to be its organisation's, and names the message; see {@link #lock} for what was filed before. */
    UUID postMail(ThreadId thread, BelievedMail mail) {
        return add(
                threads.get(thread),
                new Source(
                        mail.author(),
                        "mail",
                        mail.id(),
                        mail.signedBy(),
                        mail.domain(),
                        mail.origin(),
                        null,
                        false,
                        mail.partial()),
                mail.text(),
                mail.files(),
                List.of());
    }

    /** Files a mail as a person decided; {@code signedBy} and {@code origin} are null when it is not proved. */
    void postFiled(
            ThreadId thread,
            OrganisationId author,
            UUID mail,
            @Nullable String signedBy,
            @Nullable String origin,
            String text,
            List<NewFile> files,
            boolean partial) {
        add(
                threads.get(thread),
                new Source(author, "mail", mail, signedBy, null, origin, null, false, partial),
                text,
                files,
                List.of());
    }

    /** Makes posters of the same words wait for each other, and says in which thread they are already. */
    Optional<ThreadId> lock(String origin) {
        return store.lock(origin);
    }

    /**
     * The one place where a message comes to be. Its id carries the instant from which the others see it, so the order of ids is
     * the order in which they came to see.
     */
    private UUID add(Threads.ThreadRow thread, Source source, String text, List<NewFile> files, List<UUID> uploads) {
        String clean = words(text);
        if (clean.isEmpty() && files.isEmpty() && uploads.isEmpty()) {
            throw new Refusal.Invalid("text", "message-empty");
        }
        Instant visibleFrom = source.visibleFrom();
        UUID message = Uuid7.at(visibleFrom == null ? clock.instant() : visibleFrom);
        SealedId body = seal(thread, source, clean.getBytes(StandardCharsets.UTF_8));
        store.add(message, thread.id(), thread, source, body);
        makeFindable(
                thread,
                source,
                SearchEntry.of(SearchKind.MESSAGE, message, thread.caseId(), thread.audience(), List.of(body)),
                clean);
        files.forEach(file -> addFile(thread, source, message, file));
        if (source.via().equals("web")) {
            mentions.record(message, thread, clean);
        }
        attached.attach(
                new Files.Target(thread.caseId(), thread.audience(), message, source.visibleFrom(), source.nameless()),
                uploads);
        Entry entry = Entry.of(thread.caseId(), "message.posted")
                .about("message", message)
                .about("organisation", source.author())
                .about("via", source.via());
        String key = source.signedBy();
        Entry withKey = key == null ? entry : entry.about("key", key);
        if (source.domain() != null) {
            withKey = withKey.about("domain", source.domain());
        }
        // a vendor is told of nothing that may still be taken back, nor who writes among vendors
        ledger.append(visibleFrom == null && !source.nameless() ? withKey.seenBy(thread.audience()) : withKey);
        return message;
    }

    /** The text as it is kept; refuses what is too long. */
    static String words(String text) {
        String clean = JapaneseText.withoutControls(text).strip();
        if (clean.codePointCount(0, clean.length()) > LONGEST) {
            throw new Refusal.Invalid("text", "message-long", LONGEST);
        }
        return clean;
    }

    private SealedId seal(Threads.ThreadRow thread, Source source, byte[] content) {
        return vault.seal(thread.caseId(), thread.audience(), content, source.visibleFrom(), source.nameless());
    }

    /**
     * What may still be taken back is in the index only once it is seen, and what names no writer to its readers is not put
     * there by its writer: a job indexes both.
     */
    private void makeFindable(Threads.ThreadRow thread, Source source, SearchEntry entry, String text) {
        if (!source.nameless() && source.visibleFrom() == null) {
            index.put(entry.saidBy(source.author(), thread.vendor()), text);
        }
    }

    private void addFile(Threads.ThreadRow thread, Source source, UUID message, NewFile file) {
        String name = FileName.clean(file.name());
        UUID id = Uuid7.at(clock.instant());
        SealedId sealedName = seal(thread, source, name.getBytes(StandardCharsets.UTF_8));
        makeFindable(
                thread,
                source,
                SearchEntry.of(SearchKind.FILE, id, thread.caseId(), thread.audience(), List.of(sealedName))
                        .within(message),
                name);
        store.addFile(id, message, thread, sealedName, seal(thread, source, file.content()), file.content().length);
    }

    /** The newest of a thread, oldest first, opened in one go: two queries and one ledger entry, whatever its length. */
    public List<Message> read(ThreadId thread) {
        SealedThread sealed = store.part(thread, ThreadWindow.END, NEWEST, 0).orElseGet(() -> empty(thread));
        return sealed.messages(vault.open(OpenPurpose.READ, sealed.sealed()));
    }

    /** The staff's own notes of a case, opened on first use; nothing of them is read yet. One query. Staff only. */
    public SealedThread notes(CaseId caseId) {
        return store.notes(caseId).orElseGet(() -> empty(threads.notes(caseId)));
    }

    private static SealedThread empty(ThreadId thread) {
        return new SealedThread(thread, List.of(), List.of());
    }
}
