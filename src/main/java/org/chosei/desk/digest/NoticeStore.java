package org.chosei.desk.digest;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of what persons are to be told; each method is one statement. For the purpose mail-out. */
@Repository
class NoticeStore {
    private static final Rhythm[] RANKS = {Rhythm.URGENT, Rhythm.INSTANT, Rhythm.HOURLY, Rhythm.DAILY};

    private final JdbcClient jdbc;

    NoticeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Notes who is to be told of what was recorded since the last time. */
    long gather(Collection<String> news, Collection<String> urgent) {
        return jdbc.sql("select gather_notices(:news::text[], :urgent::text[])")
                .param("news", news.toArray(String[]::new))
                .param("urgent", urgent.toArray(String[]::new))
                .query(Long.class)
                .single();
    }

    /** What nobody was told yet and may still be; {@code zone} is that of who has chosen none. */
    List<DueNotice> open(ZoneId zone) {
        return jdbc.sql("select * from open_notices()")
                .query((row, _) -> notice(row, zone))
                .list();
    }

    private static DueNotice notice(ResultSet row, ZoneId site) throws SQLException {
        String zone = row.getString("zone");
        return new DueNotice(
                new DueNotice.Recipient(
                        new PersonId(row.getObject("person_id", UUID.class)),
                        new OrganisationId(row.getObject("organisation_id", UUID.class)),
                        row.getString("email"),
                        Locale.of(row.getString("locale")),
                        row.getBoolean("staff"),
                        new NoticeHours(
                                row.getObject("daily_at", LocalTime.class),
                                row.getObject("quiet_from", LocalTime.class),
                                row.getObject("quiet_until", LocalTime.class),
                                zone == null ? site : ZoneId.of(zone),
                                row.getBoolean("business_days"))),
                new CaseId(row.getObject("case_id", UUID.class)),
                RANKS[row.getInt("rank")],
                row.getObject("first_at", OffsetDateTime.class).toInstant(),
                row.getObject("last_at", OffsetDateTime.class).toInstant());
    }

    /** Notes in which letter each was told. */
    void told(Map<DueNotice, UUID> letters) {
        jdbc.sql("""
                        update notice_due d set told_at = chosei_now(), letter_id = t.letter
                          from unnest(:people::uuid[], :organisations::uuid[], :cases::uuid[], :letters::uuid[])
                            as t (person, organisation, of, letter)
                         where d.person_id = t.person and d.organisation_id = t.organisation and d.case_id = t.of
                        """)
                .param(
                        "people",
                        letters.keySet().stream()
                                .map(each -> each.to().person().value())
                                .toArray(UUID[]::new))
                .param(
                        "organisations",
                        letters.keySet().stream()
                                .map(each -> each.to().organisation().value())
                                .toArray(UUID[]::new))
                .param(
                        "cases",
                        letters.keySet().stream()
                                .map(each -> each.caseId().value())
                                .toArray(UUID[]::new))
                .param("letters", letters.values().toArray(UUID[]::new))
                .update();
    }

    /** Under which number an organisation keeps a case itself. */
    record Kept(OrganisationId organisation, CaseId caseId) {}

    /** The own numbers of these organisations in these cases. */
    Map<Kept, String> numbers(Collection<OrganisationId> organisations, Collection<CaseId> cases) {
        Map<Kept, String> numbers = new LinkedHashMap<>();
        jdbc.sql("""
                        select distinct on (organisation_id, case_id) organisation_id, case_id, number from participant_number
                         where organisation_id = any(:organisations::uuid[]) and case_id = any(:cases::uuid[])
                         order by organisation_id, case_id, id desc
                        """)
                .param(
                        "organisations",
                        organisations.stream().map(OrganisationId::value).toArray(UUID[]::new))
                .param("cases", cases.stream().map(CaseId::value).toArray(UUID[]::new))
                .query(row -> {
                    numbers.put(
                            new Kept(
                                    new OrganisationId(row.getObject(1, UUID.class)),
                                    new CaseId(row.getObject(2, UUID.class))),
                            row.getString(3));
                });
        return numbers;
    }
}
