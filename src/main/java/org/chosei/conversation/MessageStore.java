package org.chosei.conversation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
    /** The newest words hold; what was taken back is nowhere. */
    private static final String SEALED = """
            select t.id as thread, m.id, coalesce(m.author, h.author) as author,
                   coalesce(m.organisation_id, h.organisation_id) as organisation_id, m.via, m.signed_by, m.proved_domain, m.mail_id, m.partial,
                   m.posted_at,
                   coalesce(e.body, m.body) as body, m.visible_from > chosei_now() as ahead,
                   coalesce(e.edits, 0) as edits, w.reason, coalesce(p.pinned, false) as pinned,
                   f.id as file, f.name, f.size, f.tlp, f.hash
              from thread t
              left join message m on m.thread_id = t.id and m.visible_from is distinct from 'infinity'
              left join message_hand h on h.message_id = m.id
              left join lateral (select (array_agg(x.body order by x.id desc))[1] as body, count(*) as edits
                                   from message_edit x where x.message_id = m.id) e on true
              left join message_withdrawal w on w.message_id = m.id
              left join lateral (select x.pinned from message_pin x where x.message_id = m.id
                                  order by x.id desc limit 1) p on true
              left join message_file f on f.message_id = m.id
            """;

    private static final int PINS = 20;

    private static final ResultSetExtractor<Optional<SealedThread>> SEALED_ROWS = MessageStore::sealed;

    private final JdbcClient jdbc;

    MessageStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Where a message comes from: {@code origin} tells the same words posted twice from new ones.
     *
     * @param visibleFrom for the others; null is at once
     * @param nameless the readers may not learn which vendor wrote
     * @param partial parts of the mail are left out
     */
    record Source(
            OrganisationId author,
            String via,
            @Nullable UUID mail,
            @Nullable String signedBy,
            @Nullable String domain,
            @Nullable String origin,
            @Nullable Instant visibleFrom,
            boolean nameless,
            boolean partial) {}

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
                        insert into message (id, thread_id, case_id, audience_id, author, organisation_id, via, signed_by,
                                             proved_domain, mail_id, partial, origin, body, visible_from)
                        values (:id, :thread, :case, :audience, case when :nameless then null else scope_actor() end,
                                :organisation, :via, :signed, :domain, :mail, :partial, :origin, :body, :from::timestamptz)
                        """)
                .param("id", message)
                .param("thread", id.value())
                .param("case", thread.caseId().value())
                .param("audience", thread.audience().value())
                .param("nameless", source.nameless())
                .param(
                        "organisation",
                        source.nameless() ? null : source.author().value(),
                        Types.OTHER)
                .param("from", Objects.toString(source.visibleFrom(), null))
                .param("via", source.via())
                .param("signed", source.signedBy())
                .param("domain", source.domain())
                .param("mail", source.mail(), Types.OTHER)
                .param("partial", source.partial())
                .param("origin", source.origin())
                .param("body", body.value())
                .update();
        if (source.nameless()) {
            jdbc.sql("""
                            insert into message_hand (message_id, case_id, audience_id, organisation_id)
                            values (:id, :case, :audience, :organisation)
                            """)
                    .param("id", message)
                    .param("case", thread.caseId().value())
                    .param("audience", thread.audience().value())
                    .param("organisation", source.author().value())
                    .update();
        }
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

    /**
     * A part of a thread in one query: up to {@code earlier} messages before the id {@code at}, and up to {@code later} from it
     * on.
     */
    Optional<SealedThread> part(ThreadId thread, UUID at, int earlier, int later) {
        return jdbc.sql(SEALED + """
                         where t.id = :thread and m.id in (
                            (select x.id from message x where x.thread_id = :thread and x.id < :at
                                and x.visible_from is distinct from 'infinity' order by x.id desc limit :earlier)
                            union all
                            (select x.id from message x where x.thread_id = :thread and x.id >= :at
                                and x.visible_from is distinct from 'infinity' order by x.id limit :later))
                         order by m.id, f.id
                        """)
                .param("thread", thread.value())
                .param("at", at)
                .param("earlier", earlier)
                .param("later", later)
                .query(SEALED_ROWS);
    }

    /** The pinned messages of a thread, the latest pinned ones if there are very many. One query. */
    SealedThread pinned(ThreadId thread) {
        return jdbc.sql(SEALED + """
                         where t.id = :thread and m.id in (
                            select x.message_id from message_pin x join message y on y.id = x.message_id
                             where y.thread_id = :thread and x.pinned and not exists (
                                   select from message_pin later where later.message_id = x.message_id and later.id > x.id)
                             order by x.id desc limit :most)
                         order by m.id, f.id
                        """)
                .param("thread", thread.value())
                .param("most", PINS)
                .query(SEALED_ROWS)
                .orElseGet(() -> new SealedThread(thread, List.of(), List.of()));
    }

    /** The last message that everybody in the thread sees. */
    Optional<UUID> newest(ThreadId thread) {
        return jdbc.sql("""
                        select id from message
                         where thread_id = :thread and (visible_from is null or visible_from <= chosei_now())
                         order by id desc limit 1
                        """).param("thread", thread.value()).query(UUID.class).optional();
    }

    /** The words of the acting person's message that was taken back. */
    Optional<SealedId> takenBack(UUID message, ThreadId thread) {
        return jdbc.sql("select body from message where id = :id and thread_id = :thread and visible_from = 'infinity'")
                .param("id", message)
                .param("thread", thread.value())
                .query((row, _) -> new SealedId(row.getObject(1, UUID.class)))
                .optional();
    }

    /** The newest of the staff's own notes of a case; empty before the first use. One query. */
    Optional<SealedThread> notes(CaseId caseId) {
        return jdbc.sql(SEALED + """
                         where t.case_id = :case and t.organisation_id is null and t.shared is null and t.title is null
                           and (m.id is null or m.id in (
                                select x.id from message x
                                 where x.thread_id = (select n.id from thread n
                                                       where n.case_id = :case and n.organisation_id is null
                                                         and n.shared is null and n.title is null)
                                   and x.visible_from is distinct from 'infinity' order by x.id desc limit :newest))
                         order by m.id, f.id
                        """)
                .param("newest", Messages.NEWEST)
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
        UUID organisation = row.getObject("organisation_id", UUID.class);
        UUID reason = row.getObject("reason", UUID.class);
        return new Row(
                id,
                row.getString("author"),
                organisation == null ? null : new OrganisationId(organisation),
                row.getString("via"),
                row.getString("signed_by"),
                row.getString("proved_domain"),
                row.getObject("mail_id", UUID.class),
                row.getBoolean("partial"),
                row.getObject("posted_at", OffsetDateTime.class).toInstant(),
                new SealedId(row.getObject("body", UUID.class)),
                row.getBoolean("ahead"),
                row.getInt("edits"),
                reason == null ? null : new SealedId(reason),
                row.getBoolean("pinned"));
    }
}
