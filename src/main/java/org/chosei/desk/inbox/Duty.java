package org.chosei.desk.inbox;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chosei.kernel.PersonId;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.web.Site;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Who is on duty on which days of the CSIRT's zone: what nobody works on is that person's. Staff only. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Duty {
    private static final int LONGEST = 366;
    private static final int PAST_DAYS = 31;

    private final JdbcClient jdbc;
    private final Assignments assignments;
    private final Ledger ledger;
    private final Site site;
    private final InstantSource clock;

    Duty(JdbcClient jdbc, Assignments assignments, Ledger ledger, Site site, InstantSource clock) {
        this.jdbc = jdbc;
        this.assignments = assignments;
        this.ledger = ledger;
        this.site = site;
        this.clock = clock;
    }

    /**
     * Some days of one person, the last one included.
     *
     * @param now whether today is one of them
     */
    public record Period(UUID id, PersonId person, String name, LocalDate first, LocalDate last, boolean now) {}

    /** Days for which somebody was planned, and since when. */
    public record Planned(UUID id, LocalDate first, LocalDate last, Instant since) {}

    /** The acting person's own days, those of the last weeks too. One query. */
    public List<Planned> own() {
        return jdbc.sql("""
                        select id, first_day, last_day, added_at from duty_period
                         where person_id = scope_person() and ended_at is null and last_day >= :from order by first_day, id limit 500
                        """)
                .param("from", today().minusDays(PAST_DAYS))
                .query((row, _) -> new Planned(
                        row.getObject("id", UUID.class),
                        row.getObject("first_day", LocalDate.class),
                        row.getObject("last_day", LocalDate.class),
                        row.getObject("added_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** Today, where the CSIRT is. */
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), site.zone());
    }

    /** What is planned from today on, by day. */
    public List<Period> planned() {
        LocalDate today = today();
        return jdbc.sql("""
                        select d.id, d.person_id, p.name, d.first_day, d.last_day from duty_period d join person p on p.id = d.person_id
                         where d.ended_at is null and d.last_day >= :today order by d.first_day, d.id limit 500
                        """)
                .param("today", today)
                .query((row, _) -> {
                    LocalDate first = row.getObject("first_day", LocalDate.class);
                    return new Period(
                            row.getObject("id", UUID.class),
                            new PersonId(row.getObject("person_id", UUID.class)),
                            row.getString("name"),
                            first,
                            row.getObject("last_day", LocalDate.class),
                            !first.isAfter(today));
                })
                .list();
    }

    /** Whoever is on duty today; several may be. */
    public List<Period> now() {
        return planned().stream().filter(Period::now).toList();
    }

    /** Plans some days; the same {@code id} twice is once. */
    public void plan(UUID id, Optional<PersonId> person, LocalDate first, LocalDate last) {
        PersonId who = person.filter(each -> assignments.candidates().stream()
                        .anyMatch(member -> member.id().equals(each)))
                .orElseThrow(() -> new Refusal.Invalid("person", "assign-person"));
        if (last.isBefore(first) || last.isAfter(first.plusDays(LONGEST - 1L))) {
            throw new Refusal.Invalid("last", "duty-days", LONGEST);
        }
        if (last.isBefore(today())) {
            throw new Refusal.Invalid("last", "duty-past");
        }
        int added = jdbc.sql("""
                        insert into duty_period (id, person_id, first_day, last_day) values (:id, :person, :first, :last)
                        on conflict do nothing
                        """)
                .param("id", id)
                .param("person", who.value())
                .param("first", first)
                .param("last", last)
                .update();
        if (added == 1) {
            ledger.append(
                    Entry.ofInstallation("duty.planned").about("person", who).about("duty", id));
        }
    }

    /** Takes days off the plan that were wrong; again changes nothing. */
    public void end(UUID id) {
        if (!jdbc.sql("select exists (select from duty_period where id = :id)")
                .param("id", id)
                .query(Boolean.class)
                .single()) {
            throw new Refusal.NotFound();
        }
        int ended = jdbc.sql("""
                        update duty_period set ended_at = chosei_now(), ended_by = scope_actor()
                         where id = :id and ended_at is null
                        """).param("id", id).update();
        if (ended == 1) {
            ledger.append(Entry.ofInstallation("duty.taken-off").about("duty", id));
        }
    }
}
