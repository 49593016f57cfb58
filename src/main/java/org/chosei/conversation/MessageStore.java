package org.chosei.conversation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;
import org.chosei.conversation.SealedThread.FileRow;
import org.chosei.conversation.SealedThread.Row;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Tlp;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of messages and of the files that came with them. */
@Repository
class MessageStore {
    private static final String SEALED = """
            select t.id as thread, m.id, m.author, m.organisation_id, m.via, m.signed_by, m.posted_at, m.body,
                   f.id as file, f.name, f.size, f.tlp, f.hash
              from thread t left join message m on m.thread_id = t.id left join message_file f on f.message_id = m.id
            """;

    private static final ResultSetExtractor<Optional<SealedThread>> SEALED_ROWS = MessageStore::sealed;

    private final JdbcClient jdbc;

    MessageStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Where a message comes from: {@code origin} tells the same words posted twice from new ones. */
    record Source(
            OrganisationId author,
            String via,
            @Nullable UUID mail,
            @Nullable String signedBy,
            @Nullable String origin) {}

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

    void add(UUID message, ThreadId id, Threads.ThreadRow thread, Source source, SealedId body) {
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
                .param("mail", source.mail(), Types.OTHER)
                .param("origin", source.origin())
                .param("body", body.value())
                .update();
    }

    void addFile(UUID id, UUID message, Threads.ThreadRow thread, SealedId name, SealedId content, long size) {
        jdbc.sql("""
                        insert into message_file (id, message_id, case_id, audience_id, name, content, size)
                        values (:id, :message, :case, :audience, :name, :content, :size)
                        """)
                .param("id", id)
                .param("message", message)
                .param("case", thread.caseId().value())
                .param("audience", thread.audience().value())
                .param("name", name.value())
                .param("content", content.value())
                .param("size", size)
                .update();
    }

    /** One query, whatever the thread's length. */
    Optional<SealedThread> thread(ThreadId thread) {
        return jdbc.sql(SEALED + " where t.id = :thread order by m.id, f.id")
                .param("thread", thread.value())
                .query(SEALED_ROWS);
    }

    /** The staff's own notes of a case; empty before the first use. One query. */
    Optional<SealedThread> notes(CaseId caseId) {
        return jdbc.sql(SEALED + " where t.case_id = :case and t.organisation_id is null order by m.id, f.id")
                .param("case", caseId.value())
                .query(SEALED_ROWS);
    }

    private static Optional<SealedThread> sealed(ResultSet row) throws SQLException {
        SealedThread found = null;
        while (row.next()) {
            if (found == null) {
                found = new SealedThread(
                        new ThreadId(row.getObject("thread", UUID.class)), new ArrayList<>(), new ArrayList<>());
            }
            UUID id = row.getObject("id", UUID.class);
            if (id != null
                    && (found.rows().isEmpty() || !found.rows().getLast().id().equals(id))) {
                found.rows().add(row(row, id));
            }
            UUID file = row.getObject("file", UUID.class);
            if (id != null && file != null) {
                SealedId name = new SealedId(row.getObject("name", UUID.class));
                UUID hash = row.getObject("hash", UUID.class);
                String tlp = row.getString("tlp");
                found.files()
                        .add(new FileRow(
                                file,
                                id,
                                name,
                                row.getLong("size"),
                                tlp == null ? null : Tlp.valueOf(tlp),
                                hash == null ? null : new SealedId(hash)));
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
}
