package org.chosei.desk.digest;

import java.sql.Types;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** How the acting person wants to be told, for the organisation acted for. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class OwnNotices {
    /** When the daily mail comes for who has chosen nothing, as the database has it too. */
    static final LocalTime DAILY = LocalTime.of(9, 0);

    private final JdbcClient jdbc;
    private final Ledger ledger;

    OwnNotices(JdbcClient jdbc, Ledger ledger) {
        this.jdbc = jdbc;
        this.ledger = ledger;
    }

    /** What was chosen, or what holds without: mentions at once, nothing else; {@code zone} is the reader's. */
    public NoticeSettings settings(ZoneId zone) {
        return chosen().orElseGet(() -> new NoticeSettings(
                Rhythm.INSTANT, Rhythm.NONE, Rhythm.NONE, new NoticeHours(DAILY, null, null, zone, false)));
    }

    private Optional<NoticeSettings> chosen() {
        return jdbc.sql("""
                        select mentions, mine, everything, daily_at, quiet_from, quiet_until, zone, business_days
                          from notice_setting where person_id = scope_person() and organisation_id = scope_organisation()
                        """)
                .query((row, _) -> new NoticeSettings(
                        Rhythm.valueOf(row.getString(1)),
                        Rhythm.valueOf(row.getString(2)),
                        Rhythm.valueOf(row.getString(3)),
                        new NoticeHours(
                                row.getObject(4, LocalTime.class),
                                row.getObject(5, LocalTime.class),
                                row.getObject(6, LocalTime.class),
                                ZoneId.of(row.getString(7)),
                                row.getBoolean(8))))
                .optional();
    }

    /** Keeps what was typed. Fields: those of the form. */
    public void change(TypedNotices typed) {
        NoticeSettings wanted = typed.read();
        Scope.Person person = Scopes.person();
        jdbc.sql("""
                        insert into notice_setting (person_id, organisation_id, mentions, mine, everything, daily_at,
                                                    quiet_from, quiet_until, zone, business_days)
                        values (:person, :organisation, :mentions, :mine, :everything, :daily, :from, :until, :zone, :business)
                        on conflict (person_id, organisation_id) do update
                           set mentions = excluded.mentions, mine = excluded.mine, everything = excluded.everything,
                               daily_at = excluded.daily_at, quiet_from = excluded.quiet_from,
                               quiet_until = excluded.quiet_until, zone = excluded.zone,
                               business_days = excluded.business_days, changed_at = chosei_now()
                        """)
                .param("person", person.id().value())
                .param("organisation", person.organisation().value())
                .param("mentions", wanted.mentions().name())
                .param("mine", wanted.mine().name())
                .param("everything", wanted.everything().name())
                .param("daily", wanted.hours().dailyAt(), Types.TIME)
                .param("from", wanted.hours().quietFrom(), Types.TIME)
                .param("until", wanted.hours().quietUntil(), Types.TIME)
                .param("zone", wanted.hours().zone().getId())
                .param("business", wanted.hours().businessDays())
                .update();
        ledger.append(Entry.ofInstallation("person.notices-changed")
                .about("person", person.id())
                .about("organisation", person.organisation()));
    }
}
