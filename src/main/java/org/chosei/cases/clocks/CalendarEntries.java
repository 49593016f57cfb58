package org.chosei.cases.clocks;

import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.kernel.CaseId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Remembers what each person's calendar was told, so that a deadline that moved is an event with a higher sequence. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class CalendarEntries {
    private final JdbcClient jdbc;

    CalendarEntries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A deadline of a case that the acting person may know. */
    public record Due(CaseId caseId, ClockKind kind, Instant at) {}

    /** What the calendar is told of it. */
    public record Told(CaseId caseId, ClockKind kind, Instant at, int sequence, Instant changedAt) {}

    private record Key(CaseId caseId, ClockKind kind) {}

    /** Tells the acting person's calendar; in the order given. Two statements, however many. */
    public List<Told> tell(Collection<Due> deadlines) {
        Scope.Person person = Scopes.person();
        UUID[] cases = deadlines.stream().map(due -> due.caseId().value()).toArray(UUID[]::new);
        jdbc.sql("""
                        insert into calendar_entry as e (person_id, organisation_id, case_id, kind, due_at)
                        select :person, :organisation, t.case_id, t.kind, t.due
                          from unnest(:cases::uuid[], :kinds::text[], :dues::timestamptz[]) as t (case_id, kind, due)
                        on conflict (person_id, organisation_id, case_id, kind) do update
                           set due_at = excluded.due_at, sequence = e.sequence + 1, changed_at = chosei_now()
                         where e.due_at <> excluded.due_at
                        """)
                .param("person", person.id().value())
                .param("organisation", person.organisation().value())
                .param("cases", cases)
                .param("kinds", deadlines.stream().map(due -> due.kind().name()).toArray(String[]::new))
                .param(
                        "dues",
                        deadlines.stream().map(due -> due.at().toString()).toArray(String[]::new))
                .update();
        Map<Key, Told> told = told(person, cases).stream()
                .collect(toMap(each -> new Key(each.caseId(), each.kind()), Function.identity()));
        return deadlines.stream()
                .map(due -> told.get(new Key(due.caseId(), due.kind())))
                .filter(java.util.Objects::nonNull)
                .toList();
    }

    private List<Told> told(Scope.Person person, UUID[] cases) {
        return jdbc.sql("""
                        select case_id, kind, due_at, sequence, changed_at from calendar_entry
                         where person_id = :person and organisation_id = :organisation and case_id = any(:cases::uuid[])
                        """)
                .param("person", person.id().value())
                .param("organisation", person.organisation().value())
                .param("cases", cases)
                .query((row, _) -> new Told(
                        new CaseId(row.getObject(1, UUID.class)),
                        ClockKind.valueOf(row.getString(2)),
                        row.getObject(3, OffsetDateTime.class).toInstant(),
                        row.getInt(4),
                        row.getObject(5, OffsetDateTime.class).toInstant()))
                .list();
    }
}
