package org.chosei.desk.inbox;

import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.chosei.access.Audience;
import org.chosei.access.Audiences;
import org.chosei.access.Permission;
import org.chosei.access.Scopes;
import org.chosei.cases.Cases;
import org.chosei.identity.Member;
import org.chosei.identity.People;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.PersonId;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Who of the staff works on which case: rows in order, of which the newest holds. Staff only. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Assignments {
    /** Characters of a note. */
    public static final int LONGEST_NOTE = 2000;

    private final JdbcClient jdbc;
    private final Cases cases;
    private final People people;
    private final Audiences audiences;
    private final Vault vault;
    private final Ledger ledger;

    Assignments(JdbcClient jdbc, Cases cases, People people, Audiences audiences, Vault vault, Ledger ledger) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.people = people;
        this.audiences = audiences;
        this.vault = vault;
        this.ledger = ledger;
    }

    /**
     * One hand-over.
     *
     * @param person who has the case from then on; null for nobody
     * @param note sealed; null without one
     */
    public record Step(
            UUID id,
            @Nullable PersonId person,
            String name,
            Instant at,
            String by,
            @Nullable SealedId note) {}

    /** Those of the staff who may work on cases, by name. */
    public List<Member> candidates() {
        return people.members(Scopes.person().organisation()).stream()
                .filter(member -> !member.disabled())
                .filter(member -> member.roles().stream()
                        .anyMatch(role -> role.permissions().contains(Permission.COORDINATE)))
                .toList();
    }

    /**
     * Gives the case to somebody, or to nobody; the same {@code id} twice is once, and to whoever has it already changes
     * nothing.
     *
     * @return who had it before; empty for nobody
     */
    public Optional<PersonId> assign(UUID id, CaseId caseId, @Nullable PersonId to, String note) {
        cases.get(caseId);
        check(to, note);
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('assign:' || :case::text, 0))")
                .param("case", caseId.value())
                .query((_, _) -> true)
                .single();
        Optional<PersonId> before = Optional.ofNullable(ofEach(List.of(caseId)).get(caseId));
        boolean known = jdbc.sql("select exists (select from case_assignment where id = :id)")
                .param("id", id)
                .query(Boolean.class)
                .single();
        if (known || before.equals(Optional.ofNullable(to)) && note.isBlank()) {
            return before;
        }
        String words = JapaneseText.withoutControls(note).strip();
        SealedId sealed =
                words.isEmpty() ? null : vault.seal(caseId, audiences.open(caseId, Audience.Kind.STAFF, null), words);
        int added = jdbc.sql("""
                        insert into case_assignment (id, case_id, person_id, note) values (:id, :case, :person, :note)
                        on conflict do nothing
                        """)
                .param("id", id)
                .param("case", caseId.value())
                .param("person", to == null ? null : to.value(), Types.OTHER)
                .param("note", sealed == null ? null : sealed.value(), Types.OTHER)
                .update();
        if (added == 1) {
            Entry entry = Entry.of(caseId, to == null ? "case.released" : "case.assigned");
            ledger.append(to == null ? entry : entry.about("person", to));
        }
        return before;
    }

    /** Refuses who cannot have a case and a note that is too long. Fields: person, note. */
    public void check(@Nullable PersonId to, String note) {
        if (JapaneseText.codePoints(note) > LONGEST_NOTE) {
            throw new Refusal.Invalid("note", "assign-note", LONGEST_NOTE);
        }
        if (to != null && candidates().stream().noneMatch(member -> member.id().equals(to))) {
            throw new Refusal.Invalid("person", "assign-person");
        }
    }

    /** Whether this hand-over is the one that holds. */
    boolean isNewest(CaseId caseId, UUID step) {
        return jdbc.sql("select id from case_assignment where case_id = :case order by id desc limit 1")
                .param("case", caseId.value())
                .query(UUID.class)
                .optional()
                .filter(step::equals)
                .isPresent();
    }

    /** Who has each of these cases now; those that nobody has are absent. One query. */
    public Map<CaseId, PersonId> ofEach(Collection<CaseId> of) {
        Map<CaseId, PersonId> found = new LinkedHashMap<>();
        jdbc.sql("""
                        select c, (select a.person_id from case_assignment a where a.case_id = c order by a.id desc limit 1)
                          from unnest(:cases::uuid[]) as c
                        """)
                .param("cases", of.stream().map(CaseId::value).toArray(UUID[]::new))
                .query(row -> {
                    UUID person = row.getObject(2, UUID.class);
                    if (person != null) {
                        found.put(new CaseId(row.getObject(1, UUID.class)), new PersonId(person));
                    }
                });
        return found;
    }

    /** The names of who has these cases now; those that nobody has are absent. One query. */
    public Map<CaseId, String> names(Collection<CaseId> of) {
        Map<CaseId, String> found = new LinkedHashMap<>();
        jdbc.sql("""
                        select c, p.name from unnest(:cases::uuid[]) as c
                          join person p on p.id = (select a.person_id from case_assignment a where a.case_id = c
                                                    order by a.id desc limit 1)
                        """)
                .param("cases", of.stream().map(CaseId::value).toArray(UUID[]::new))
                .query(row -> {
                    found.put(new CaseId(row.getObject(1, UUID.class)), row.getString(2));
                });
        return found;
    }

    /** Every hand-over of a case, newest first. One query. */
    public List<Step> history(CaseId caseId) {
        return jdbc.sql("""
                        select a.id, a.person_id, coalesce(p.name, '') as name, a.assigned_at,
                               coalesce(b.name, a.assigned_by) as by, a.note
                          from case_assignment a left join person p on p.id = a.person_id
                          left join person b on 'person:' || b.id = a.assigned_by
                         where a.case_id = :case order by a.id desc limit 100
                        """)
                .param("case", caseId.value())
                .query((row, _) -> {
                    UUID person = row.getObject("person_id", UUID.class);
                    UUID note = row.getObject("note", UUID.class);
                    return new Step(
                            row.getObject("id", UUID.class),
                            person == null ? null : new PersonId(person),
                            row.getString("name"),
                            row.getObject("assigned_at", OffsetDateTime.class).toInstant(),
                            row.getString("by"),
                            note == null ? null : new SealedId(note));
                })
                .list();
    }

    /** The cases that are this person's, or nobody's when null; newest first, those older than {@code before}. One query. */
    public List<CaseId> page(@Nullable PersonId person, @Nullable CaseId before, int size) {
        String whose = person == null
                ? "not exists (select from case_assignment a where a.case_id = c.id and a.person_id is not null and not exists"
                        + " (select from case_assignment b where b.case_id = c.id and b.id > a.id))"
                : "c.id in (select a.case_id from case_assignment a where a.person_id = :person and not exists"
                        + " (select from case_assignment b where b.case_id = a.case_id and b.id > a.id))";
        return jdbc.sql("select c.id from coordination_case c where " + whose
                        + " and (:before::uuid is null or c.id < :before::uuid) order by c.id desc limit :size")
                .param("person", person == null ? null : person.value(), Types.OTHER)
                .param("before", before == null ? null : before.value(), Types.OTHER)
                .param("size", size)
                .query((row, _) -> new CaseId(row.getObject(1, UUID.class)))
                .list();
    }
}
