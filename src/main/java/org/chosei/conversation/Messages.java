package org.chosei.conversation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
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
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What is said in threads. A message is never changed; another follows it. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Messages {
    /** Longest text of one message, in code points. */
    public static final int LONGEST = 100_000;

    private final JdbcClient jdbc;
    private final Threads threads;
    private final Vault vault;
    private final Ledger ledger;
    private final InstantSource clock;

    Messages(JdbcClient jdbc, Threads threads, Vault vault, Ledger ledger, InstantSource clock) {
        this.jdbc = jdbc;
        this.threads = threads;
        this.vault = vault;
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
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:origin, 0))")
                .param("origin", "message:" + origin)
                .query((_, _) -> true)
                .single();
        return jdbc.sql("select thread_id from message where origin = :origin")
                .param("origin", origin)
                .query((row, _) -> new ThreadId(row.getObject(1, UUID.class)))
                .optional();
    }

    /** Where a message comes from: {@code origin} tells the same words posted twice from new ones. */
    private record Source(
            OrganisationId author,
            String via,
            @Nullable UUID mail,
            @Nullable String signedBy,
            @Nullable String origin) {}

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
        jdbc.sql("""
                        insert into message (id, thread_id, case_id, audience_id, organisation_id, via, signed_by, mail_id,
                                             origin, body)
                        values (:id, :thread, :case, :audience, :organisation, :via, :signed, :mail, :origin, :body)
                        """)
                .param("id", message)
                .param("thread", id.value())
                .param("case", thread.caseId().value())
                .param("audience", thread.audience().value())
                .param("organisation", source.author().value())
                .param("via", source.via())
                .param("signed", source.signedBy())
                .param("mail", source.mail(), java.sql.Types.OTHER)
                .param("origin", source.origin())
                .param(
                        "body",
                        vault.seal(thread.caseId(), thread.audience(), clean).value())
                .update();
        for (NewFile file : files) {
            addFile(thread, message, file);
        }
        Entry entry = Entry.of(thread.caseId(), "message.posted")
                .about("message", message)
                .about("organisation", source.author())
                .about("via", source.via());
        String key = source.signedBy();
        ledger.append((key == null ? entry : entry.about("key", key)).seenBy(thread.audience()));
        return message;
    }

    private void addFile(Threads.ThreadRow thread, UUID message, NewFile file) {
        jdbc.sql("""
                        insert into message_file (id, message_id, case_id, audience_id, name, content, size)
                        values (:id, :message, :case, :audience, :name, :content, :size)
                        """)
                .param("id", Uuid7.at(clock.instant()))
                .param("message", message)
                .param("case", thread.caseId().value())
                .param("audience", thread.audience().value())
                .param(
                        "name",
                        vault.seal(thread.caseId(), thread.audience(), JapaneseText.withoutControls(file.name()))
                                .value())
                .param(
                        "content",
                        vault.seal(thread.caseId(), thread.audience(), file.content())
                                .value())
                .param("size", (long) file.content().length)
                .update();
    }

    /** A thread as it lies there: nothing of it is opened. */
    public static final class Sealed {
        private final ThreadId thread;
        private final List<Row> rows = new ArrayList<>();
        private final List<FileRow> files = new ArrayList<>();

        private Sealed(ThreadId thread) {
            this.thread = thread;
        }

        public ThreadId thread() {
            return thread;
        }

        /** What is to be opened for {@link #messages}. */
        public List<SealedId> sealed() {
            List<SealedId> sealed = new ArrayList<>();
            rows.forEach(row -> sealed.add(row.body()));
            files.forEach(file -> sealed.add(file.name()));
            return sealed;
        }

        /** The messages out of what was opened, oldest first. */
        public List<Message> messages(Map<SealedId, Opened> opened) {
            Map<UUID, List<FileLink>> byMessage = new LinkedHashMap<>();
            for (FileRow file : files) {
                byMessage
                        .computeIfAbsent(file.message(), _ -> new ArrayList<>())
                        .add(new FileLink(file.id(), text(opened, file.name()), file.size()));
            }
            return rows.stream()
                    .map(row -> new Message(
                            row.id(),
                            row.author(),
                            row.organisation(),
                            row.via(),
                            row.signedBy(),
                            row.postedAt(),
                            text(opened, row.body()),
                            byMessage.getOrDefault(row.id(), List.of())))
                    .toList();
        }
    }

    private static final String SEALED = """
            select t.id as thread, m.id, m.author, m.organisation_id, m.via, m.signed_by, m.posted_at, m.body,
                   f.id as file, f.name, f.size
              from thread t left join message m on m.thread_id = t.id left join message_file f on f.message_id = m.id
            """;

    private static final ResultSetExtractor<Optional<Sealed>> SEALED_ROWS = Messages::sealed;

    /** All of a thread, oldest first, opened in one go: two queries and one ledger entry, whatever its length. */
    public List<Message> read(ThreadId thread) {
        Sealed sealed = jdbc.sql(SEALED + " where t.id = :thread order by m.id, f.id")
                .param("thread", thread.value())
                .query(SEALED_ROWS)
                .orElseGet(() -> new Sealed(thread));
        return sealed.messages(vault.open(OpenPurpose.READ, sealed.sealed()));
    }

    /** The staff's own notes of a case, opened on first use; nothing of them is read yet. One query. Staff only. */
    public Sealed notes(CaseId caseId) {
        return jdbc.sql(SEALED + " where t.case_id = :case and t.organisation_id is null order by m.id, f.id")
                .param("case", caseId.value())
                .query(SEALED_ROWS)
                .orElseGet(() -> new Sealed(threads.notes(caseId)));
    }

    private static Optional<Sealed> sealed(ResultSet row) throws SQLException {
        Sealed found = null;
        while (row.next()) {
            if (found == null) {
                found = new Sealed(new ThreadId(row.getObject("thread", UUID.class)));
            }
            UUID id = row.getObject("id", UUID.class);
            if (id != null
                    && (found.rows.isEmpty() || !found.rows.getLast().id().equals(id))) {
                found.rows.add(row(row, id));
            }
            UUID file = row.getObject("file", UUID.class);
            if (id != null && file != null) {
                SealedId name = new SealedId(row.getObject("name", UUID.class));
                found.files.add(new FileRow(file, id, name, row.getLong("size")));
            }
        }
        return Optional.ofNullable(found);
    }

    private static Row row(ResultSet row, UUID id) throws SQLException {
        return new Row(
                id,
                row.getString("author"),
                new OrganisationId(row.getObject("organisation_id", UUID.class)),
                row.getString("via"),
                row.getString("signed_by"),
                row.getObject("posted_at", OffsetDateTime.class).toInstant(),
                new SealedId(row.getObject("body", UUID.class)));
    }

    /** A file's name and bytes, or "not found". */
    public NewFile file(UUID id) {
        return jdbc.sql("select name, content from message_file where id = :id")
                .param("id", id)
                .query((row, _) -> {
                    SealedId name = new SealedId(row.getObject(1, UUID.class));
                    SealedId content = new SealedId(row.getObject(2, UUID.class));
                    return List.of(name, content);
                })
                .optional()
                .map(ids -> {
                    Map<SealedId, Opened> opened = vault.open(OpenPurpose.READ, ids);
                    Opened bytes = opened.get(ids.get(1));
                    if (bytes == null) {
                        throw new Refusal.NotFound();
                    }
                    return new NewFile(text(opened, ids.get(0)), bytes.bytes());
                })
                .orElseThrow(Refusal.NotFound::new);
    }

    private static String text(Map<SealedId, Opened> opened, SealedId id) {
        Opened found = opened.get(id);
        return found == null ? "" : found.text();
    }

    private record Row(
            UUID id,
            String author,
            OrganisationId organisation,
            String via,
            @Nullable String signedBy,
            Instant postedAt,
            SealedId body) {}

    private record FileRow(UUID id, UUID message, SealedId name, long size) {}
}
