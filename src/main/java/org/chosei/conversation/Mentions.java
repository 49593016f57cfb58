package org.chosei.conversation;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chosei.access.Scopes;
import org.chosei.identity.Member;
import org.chosei.identity.People;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.registry.Organisations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who is named in messages, written {@code @name}. Only a name that the writer may see, of somebody who reads the thread, is
 * a mention; everything else stays text.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Mentions {
    private final JdbcClient jdbc;
    private final People people;
    private final Organisations organisations;

    Mentions(JdbcClient jdbc, People people, Organisations organisations) {
        this.jdbc = jdbc;
        this.people = people;
        this.organisations = organisations;
    }

    /**
     * That somebody was named.
     *
     * @param read the person has read the thread as far as this message
     */
    public record Mention(UUID message, ThreadId thread, CaseId caseId, Instant at, boolean read) {}

    /** Where a person was named, newest first, as far as it may still read it: asked by the person itself. One query. */
    public List<Mention> of(PersonId person) {
        return jdbc.sql("""
                        select n.message_id, m.thread_id, n.case_id, n.mentioned_at, coalesce(r.read_to >= m.id, false)
                          from message_mention n join message m on m.id = n.message_id
                          left join read_mark r on r.thread_id = m.thread_id and r.person_id = n.person_id
                         where n.person_id = :person and (m.visible_from is null or m.visible_from <= chosei_now())
                         order by n.message_id desc
                        """)
                .param("person", person.value())
                .query((row, _) -> new Mention(
                        row.getObject(1, UUID.class),
                        new ThreadId(row.getObject(2, UUID.class)),
                        new CaseId(row.getObject(3, UUID.class)),
                        row.getObject(4, OffsetDateTime.class).toInstant(),
                        row.getBoolean(5)))
                .list();
    }

    /** Whom the acting person may name in this thread. */
    Map<PersonId, String> candidates(Threads.ThreadRow thread) {
        Map<PersonId, String> found = new LinkedHashMap<>();
        OrganisationId own = Scopes.person().organisation();
        boolean staff = Scopes.person().isStaff();
        if (staff) {
            found.putAll(members(organisations.coordinator()));
        }
        OrganisationId vendor = thread.vendor();
        if (thread.kind() == ThreadKind.VENDOR && vendor != null) {
            found.putAll(members(vendor));
            if (!staff && vendor.equals(own)) {
                found.putAll(people.names(writers(thread.id())));
            }
        }
        return found;
    }

    private Map<PersonId, String> members(OrganisationId organisation) {
        return people.members(organisation).stream()
                .filter(member -> !member.disabled())
                .collect(Collectors.toMap(Member::id, Member::name, (one, _) -> one, LinkedHashMap::new));
    }

    private Set<PersonId> writers(ThreadId thread) {
        return jdbc.sql("select distinct author from message where thread_id = :thread and author like 'person:%'")
                .param("thread", thread.value())
                .query((row, _) -> PersonId.of(row.getString(1).substring("person:".length())))
                .set();
    }

    /** Keeps who is named in these words of the acting person's message; who was named before stays named. */
    void record(UUID message, Threads.ThreadRow thread, String words) {
        if (!words.contains("@") && !words.contains("＠")) {
            return;
        }
        List<PersonId> named = named(candidates(thread), words);
        if (named.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into message_mention (message_id, person_id, case_id, audience_id)
                        select :message, person, :case, :audience from unnest(:people::uuid[]) as person
                        on conflict do nothing
                        """)
                .param("message", message)
                .param("case", thread.caseId().value())
                .param("audience", thread.audience().value())
                .param("people", named.stream().map(PersonId::value).toArray(UUID[]::new))
                .update();
    }

    /** Longer names first, so that a name which begins like another is not taken for it. */
    static List<PersonId> named(Map<PersonId, String> candidates, String words) {
        List<PersonId> named = new ArrayList<>();
        StringBuilder left = new StringBuilder(JapaneseText.folded(words));
        candidates.entrySet().stream()
                .filter(each -> !each.getValue().isBlank())
                .sorted(Comparator.comparingInt((Map.Entry<PersonId, String> each) ->
                                each.getValue().length())
                        .reversed())
                .forEach(each -> {
                    String name = "@" + JapaneseText.folded(each.getValue());
                    for (int at = left.indexOf(name); at >= 0; at = left.indexOf(name, at + 1)) {
                        int end = at + name.length();
                        if (end == left.length() || !runsOn(left.charAt(end - 1), left.charAt(end))) {
                            left.setCharAt(at, ' ');
                            named.add(each.getKey());
                            return;
                        }
                    }
                });
        return named;
    }

    /** In scripts without spaces a name ends where it ends; in others its next letter would make another name. */
    static boolean runsOn(char last, char next) {
        return last < 0x2000 && next < 0x2000 && Character.isLetterOrDigit(next);
    }
}
