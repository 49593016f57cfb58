package org.chosei.conversation;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.PersonId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a person has not read yet. A mark is set by reading; it is a comfort, never evidence. What was said before there were
 * marks is new to nobody who was there already.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Unread {
    /** Messages of others that came after the mark {@code r} of the thread {@code t}. */
    static final String NEWER = """
            m.thread_id = t.id and m.id > coalesce(r.read_to, (select unread_from()))
               and (m.visible_from is null or m.visible_from <= chosei_now())
               and coalesce(m.author, h.author) is distinct from (select scope_actor())
            """;

    private final JdbcClient jdbc;

    Unread(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How many messages of these cases the acting person has not read; a case without any is absent. One query. */
    public Map<CaseId, Integer> counts(PersonId person, Collection<CaseId> cases) {
        Map<CaseId, Integer> counts = new LinkedHashMap<>();
        jdbc.sql("""
                        select t.case_id, count(*)
                          from thread t left join read_mark r on r.thread_id = t.id and r.person_id = :person
                          join message m on m.thread_id = t.id
                          left join message_hand h on h.message_id = m.id
                         where t.case_id = any(:cases::uuid[]) and
                        """ + NEWER + " group by t.case_id")
                .param("person", person.value())
                .param("cases", cases.stream().map(CaseId::value).toArray(UUID[]::new))
                .query(row -> {
                    counts.put(new CaseId(row.getObject(1, UUID.class)), row.getInt(2));
                });
        return counts;
    }

    /** The person has read the thread as far as this message; a mark never goes back. */
    void read(PersonId person, Threads.ThreadRow thread, UUID message) {
        jdbc.sql("""
                        insert into read_mark as r (person_id, thread_id, case_id, audience_id, read_to)
                        values (:person, :thread, :case, :audience, :to)
                        on conflict (person_id, thread_id) do update set read_to = excluded.read_to, read_at = chosei_now()
                         where r.read_to < excluded.read_to
                        """)
                .param("person", person.value())
                .param("thread", thread.id().value())
                .param("case", thread.caseId().value())
                .param("audience", thread.audience().value())
                .param("to", message)
                .update();
    }
}
