package org.chosei.conversation;

import java.sql.Types;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.chosei.kernel.AudienceId;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Uuid7;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The list of a case's threads, and named threads. */
@Repository
class ThreadStore {
    private final JdbcClient jdbc;
    private final InstantSource clock;

    ThreadStore(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What the acting person sees, notes first, then all vendors, groups, vendors; within these by age. One query. */
    List<ThreadLine> of(CaseId caseId) {
        return jdbc.sql("""
                        select t.id, t.shared, t.organisation_id, t.title, coalesce(s.resolved, false), a.members_shown,
                               u.unread, u.first
                          from thread t join audience a on a.id = t.audience_id
                          left join read_mark r on r.thread_id = t.id and r.person_id = (select scope_person())
                          left join lateral (select x.resolved from thread_state x where x.thread_id = t.id
                                              order by x.id desc limit 1) s on true
                          left join lateral (select count(*) as unread, (array_agg(m.id order by m.id))[1] as first
                                               from message m left join message_hand h on h.message_id = m.id
                                              where
                        """ + Unread.NEWER + """
                                            ) u on true
                         where t.case_id = :case
                         order by t.organisation_id is not null, coalesce(t.shared, ''), t.organisation_id,
                                  t.title is not null, t.id
                        """)
                .param("case", caseId.value())
                .query((row, _) -> {
                    UUID vendor = row.getObject(3, UUID.class);
                    UUID title = row.getObject(4, UUID.class);
                    return new ThreadLine(
                            new ThreadId(row.getObject(1, UUID.class)),
                            Threads.kind(row.getString(2), vendor),
                            vendor == null ? null : new OrganisationId(vendor),
                            title == null ? null : new SealedId(title),
                            row.getBoolean(5),
                            row.getBoolean(6),
                            row.getInt(7),
                            row.getObject(8, UUID.class));
                })
                .list();
    }

    void add(
            ThreadId id,
            CaseId caseId,
            AudienceId audience,
            ThreadKind kind,
            @Nullable OrganisationId vendor,
            SealedId title) {
        String shared = switch (kind) {
            case NOTE, VENDOR -> null;
            case GROUP -> "group";
            case ALL -> "all-vendors";
        };
        jdbc.sql("""
                        insert into thread (id, case_id, audience_id, organisation_id, shared, title)
                        values (:id, :case, :audience, :vendor, :shared, :title)
                        """)
                .param("id", id.value())
                .param("case", caseId.value())
                .param("audience", audience.value())
                .param("vendor", vendor == null ? null : vendor.value(), Types.OTHER)
                .param("shared", shared)
                .param("title", title.value())
                .update();
    }

    void setState(Threads.ThreadRow thread, boolean resolved) {
        jdbc.sql("""
                        insert into thread_state (id, thread_id, case_id, audience_id, resolved)
                        values (:id, :thread, :case, :audience, :resolved)
                        """)
                .param("id", Uuid7.at(clock.instant()))
                .param("thread", thread.id().value())
                .param("case", thread.caseId().value())
                .param("audience", thread.audience().value())
                .param("resolved", resolved)
                .update();
    }

    /** Whether this thread of the case is there; whoever opens it at the same time waits. */
    boolean isOpened(ThreadId id, CaseId caseId) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:thread, 0))")
                .param("thread", "thread:" + id)
                .query((_, _) -> true)
                .single();
        return jdbc.sql("select exists (select from thread where id = :id and case_id = :case)")
                .param("id", id.value())
                .param("case", caseId.value())
                .query(Boolean.class)
                .single();
    }
}
