package org.chosei.cases.clocks;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The imported holidays. For each year the newest import that has a day of it holds. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Holidays {
    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final InstantSource clock;

    /** Also for the command line, over its own connection. */
    Holidays(JdbcClient jdbc, Ledger ledger, InstantSource clock) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Every holiday that holds, by day. One query. */
    public List<Holiday> all() {
        return jdbc.sql("""
                        select day, name from
                               (select day, name, rank() over (partition by extract(year from day) order by import_id desc)
                                  from holiday) as h
                         where rank = 1 order by day
                        """)
                .query((row, _) -> new Holiday(row.getObject(1, LocalDate.class), row.getString(2)))
                .list();
    }

    /** What was imported, newest first. Staff only. */
    public List<HolidayImport> history() {
        return jdbc.sql("""
                        select sha256, first_year, last_year, days, brought_at from holiday_import
                         order by id desc limit 50
                        """)
                .query((row, _) -> new HolidayImport(
                        row.getString(1),
                        row.getInt(2),
                        row.getInt(3),
                        row.getInt(4),
                        row.getObject(5, OffsetDateTime.class).toInstant()))
                .list();
    }

    /** The first of this year and, from October on, the coming one of which no holiday is known; empty when all is well. */
    public Optional<Integer> missingYear(List<Holiday> known, Instant now, ZoneId zone) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        int until = today.getMonthValue() >= 10 ? today.getYear() + 1 : today.getYear();
        for (int year = today.getYear(); year <= until; year++) {
            int wanted = year;
            if (known.stream().noneMatch(holiday -> holiday.day().getYear() == wanted)) {
                return Optional.of(year);
            }
        }
        return Optional.empty();
    }

    /**
     * Keeps all of a file, or refuses all of it. The very file that was brought last changes nothing and is not kept again.
     *
     * @return whether anything was kept
     * @throws Refusal.Invalid when a row has a problem
     */
    public boolean bring(HolidayFile file) {
        if (!file.problems().isEmpty() || file.holidays().isEmpty()) {
            throw new Refusal.Invalid(
                    "file", "holidays-problems", file.problems().size());
        }
        lock();
        if (newest().filter(file.sha256()::equals).isPresent()) {
            return false;
        }
        UUID id = Uuid7.at(clock.instant());
        IntSummaryStatistics years =
                file.holidays().stream().mapToInt(each -> each.day().getYear()).summaryStatistics();
        jdbc.sql("""
                        insert into holiday_import (id, sha256, first_year, last_year, days)
                        values (:id, :sha256, :first, :last, :days)
                        """)
                .param("id", id)
                .param("sha256", file.sha256())
                .param("first", years.getMin())
                .param("last", years.getMax())
                .param("days", file.holidays().size())
                .update();
        jdbc.sql("""
                        insert into holiday (import_id, day, name)
                        select :id, t.day, t.name from unnest(:days::date[], :names::text[]) as t (day, name)
                        """)
                .param("id", id)
                .param(
                        "days",
                        file.holidays().stream()
                                .map(each -> each.day().toString())
                                .toArray(String[]::new))
                .param("names", file.holidays().stream().map(Holiday::name).toArray(String[]::new))
                .update();
        ledger.append(Entry.ofInstallation("holidays.imported")
                .about("import", id)
                .about("sha256", file.sha256())
                .about("years", years.getMin() + "-" + years.getMax()));
        return true;
    }

    private void lock() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('holidays', 0))")
                .query((_, _) -> true)
                .single();
    }

    private Optional<String> newest() {
        return jdbc.sql("select sha256 from holiday_import order by id desc limit 1")
                .query(String.class)
                .optional();
    }
}
