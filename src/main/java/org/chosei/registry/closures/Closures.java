package org.chosei.registry.closures;

import static java.util.stream.Collectors.groupingBy;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** When organisations are closed. Staff keep anybody's, the responsible person of an organisation its own. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Closures {
    private static final int LONGEST_DAYS = 366;
    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2200;

    private final JdbcClient jdbc;
    private final Ledger ledger;

    Closures(JdbcClient jdbc, Ledger ledger) {
        this.jdbc = jdbc;
        this.ledger = ledger;
    }

    /** The closures of each of these that the acting scope may know, by their first day. One query. */
    public Map<OrganisationId, List<Closure>> ofEach(Collection<OrganisationId> organisations) {
        return jdbc
                .sql("""
                        select id, organisation_id, first_day, last_day, reason from organisation_closure
                         where organisation_id = any(:organisations::uuid[]) and ended_at is null
                         order by first_day, id
                        """)
                .param(
                        "organisations",
                        organisations.stream().map(OrganisationId::value).toArray(UUID[]::new))
                .query((row, _) -> new Closure(
                        row.getObject(1, UUID.class),
                        new OrganisationId(row.getObject(2, UUID.class)),
                        row.getObject(3, LocalDate.class),
                        row.getObject(4, LocalDate.class),
                        Closure.Reason.valueOf(row.getString(5))))
                .list()
                .stream()
                .collect(groupingBy(Closure::organisation));
    }

    /** The closures of one organisation, by their first day. */
    public List<Closure> of(OrganisationId organisation) {
        return ofEach(List.of(organisation)).getOrDefault(organisation, List.of());
    }

    /**
     * Adds one as it was typed; the same days again change nothing.
     *
     * @param id made with the form, so that a second click adds nothing
     * @throws Refusal.Invalid when the days or the reason are none
     */
    public void add(UUID id, OrganisationId organisation, String first, String last, String reason) {
        LocalDate from = day("first", first);
        LocalDate until = day("last", last);
        if (until.isBefore(from) || until.isAfter(from.plusDays(LONGEST_DAYS))) {
            throw new Refusal.Invalid("last", "closure-order");
        }
        int added = jdbc.sql("""
                        insert into organisation_closure (id, organisation_id, first_day, last_day, reason)
                        values (:id, :organisation, :first, :last, :reason) on conflict do nothing
                        """)
                .param("id", id)
                .param("organisation", organisation.value())
                .param("first", from)
                .param("last", until)
                .param("reason", reason(reason).name())
                .update();
        if (added == 1) {
            ledger.append(Entry.ofInstallation("closure.added")
                    .about("organisation", organisation)
                    .about("closure", id)
                    .about("first", from)
                    .about("last", until));
        }
    }

    /** Takes back one of this organisation that was wrong or no longer holds; a second time changes nothing. */
    public void end(OrganisationId organisation, UUID id) {
        if (!known(organisation, id)) {
            throw new Refusal.NotFound();
        }
        int ended = jdbc.sql("""
                        update organisation_closure set ended_at = chosei_now(), ended_by = scope_actor()
                         where id = :id and organisation_id = :organisation and ended_at is null
                        """)
                .param("id", id)
                .param("organisation", organisation.value())
                .update();
        if (ended == 1) {
            ledger.append(Entry.ofInstallation("closure.ended")
                    .about("organisation", organisation)
                    .about("closure", id));
        }
    }

    private boolean known(OrganisationId organisation, UUID id) {
        return jdbc.sql("select count(*) from organisation_closure where id = :id and organisation_id = :organisation")
                        .param("id", id)
                        .param("organisation", organisation.value())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private static LocalDate day(String field, String typed) {
        try {
            LocalDate read = LocalDate.parse(typed.strip());
            if (read.getYear() >= FIRST_YEAR && read.getYear() <= LAST_YEAR) {
                return read;
            }
        } catch (DateTimeParseException e) {
            // said below
        }
        throw new Refusal.Invalid(field, "closure-day");
    }

    private static Closure.Reason reason(String typed) {
        return Stream.of(Closure.Reason.values())
                .filter(each -> each.name().equals(typed))
                .findFirst()
                .orElseThrow(() -> new Refusal.Invalid("reason", "closure-reason"));
    }
}
