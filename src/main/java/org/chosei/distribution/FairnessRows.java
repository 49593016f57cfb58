package org.chosei.distribution;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.mail.Deliveries;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The rows of fairness reports: waves whose instant has come, each with every vendor it was decided about. One statement. Staff only. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class FairnessRows {
    private static final String ROWS = """
            with sent as materialized (
                select w.id, w.case_id, c.number, w.notice_id, n.ordinal, n.body, w.visible_from
                  from wave w join coordination_case c on c.id = w.case_id join notice n on n.id = w.notice_id
                 where (:case::uuid is null or w.case_id = :case::uuid)
                   and w.visible_from >= :from and w.visible_from < :until and w.visible_from <= chosei_now()
                   and not exists (select from wave_cancellation x where x.wave_id = w.id)),
            given as (
                select g.wave_id, g.organisation_id,
                       min(g.visible_from) filter (where g.revoked_at is null or g.visible_from < g.revoked_at) as granted_at,
                       case when bool_and(g.revoked_at is not null) then max(g.revoked_at) end as ended_at
                  from access_grant g where g.wave_id in (select id from sent) group by 1, 2),
            mailed as (
                select d.wave_id, d.organisation_id, d.state, d.handed_over_at, d.tries,
                       case when d.handed_over_at is not null
                            then row_number() over (partition by d.wave_id order by d.handed_over_at, d.id) else 0 end as place
                  from mail_delivery d where d.wave_id in (select id from sent)),
            read as (
                select s.id as wave_id, substring(r.reader from 14)::uuid as organisation_id, min(e.at) as at
                  from sent s join ledger_entry e on e.chain = s.case_id and e.kind = 'content.read'
                   and jsonb_exists(e.subjects::jsonb, 'sealed:' || s.body)
                 cross join lateral jsonb_array_elements_text(e.subjects::jsonb) as r (reader)
                 where r.reader like 'organisation:%' group by 1, 2),
            said as (
                select s.id as wave_id, v.organisation_id, min(v.stated_at) as at from sent s
                  join vulnerability_status v on v.case_id = s.case_id and v.stated_at >= s.visible_from group by 1, 2
                union all
                select s.id, m.organisation_id, min(m.posted_at) from sent s
                  join thread t on t.case_id = s.case_id
                  join message m on m.thread_id = t.id and m.organisation_id = t.organisation_id and m.posted_at >= s.visible_from
                 group by 1, 2),
            answered as (select wave_id, organisation_id, min(at) as at from said group by 1, 2)
            select s.case_id, s.number, s.id as wave, s.ordinal, s.visible_from, l.organisation_id, o.name_ja, o.name_en,
                   l.answer as word, l.reasons as words, l.chosen as flag, g.granted_at, m.state, m.handed_over_at,
                   coalesce(m.place, 0) as place, coalesce(m.tries, 0) as tries, p.told_at, r.at as read_at,
                   a.acknowledged_at, x.at as answered_at, g.ended_at
              from sent s join wave_selection l on l.wave_id = s.id and (l.chosen or :all)
              join organisation o on o.id = l.organisation_id
              left join given g on g.wave_id = s.id and g.organisation_id = l.organisation_id
              left join mailed m on m.wave_id = s.id and m.organisation_id = l.organisation_id
              left join portal_notice p on p.wave_id = s.id and p.organisation_id = l.organisation_id
              left join read r on r.wave_id = s.id and r.organisation_id = l.organisation_id
              left join acknowledgement a on a.notice_id = s.notice_id and a.organisation_id = l.organisation_id
              left join answered x on x.wave_id = s.id and x.organisation_id = l.organisation_id
             order by s.visible_from, s.id, l.chosen desc, o.name_en, o.id
            """;

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    private final JdbcClient jdbc;

    FairnessRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of one case, those that were not chosen too: why not is part of the record. */
    public List<FairnessRow> of(CaseId caseId) {
        return rows(caseId.value(), EARLIEST, LATEST, true);
    }

    /** Of all waves from an instant until another, exclusive: those that were chosen. */
    public List<FairnessRow> between(Instant from, Instant until) {
        return rows(null, from, until, false);
    }

    private List<FairnessRow> rows(@Nullable UUID caseId, Instant from, Instant until, boolean all) {
        return jdbc.sql(ROWS)
                .param("case", caseId, java.sql.Types.OTHER)
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("until", until.atOffset(ZoneOffset.UTC))
                .param("all", all)
                .query((row, _) -> row(row))
                .list();
    }

    private static FairnessRow row(ResultSet row) throws SQLException {
        OrganisationId vendor = new OrganisationId(row.getObject("organisation_id", UUID.class));
        SelectionStore.Selected selected = SelectionStore.selected(row, vendor);
        String state = row.getString("state");
        return new FairnessRow(
                new CaseId(row.getObject("case_id", UUID.class)),
                row.getString("number"),
                selected.wave(),
                row.getInt("ordinal"),
                Objects.requireNonNull(at(row, "visible_from")),
                vendor,
                row.getString("name_ja"),
                row.getString("name_en"),
                selected.answer(),
                selected.chosen(),
                at(row, "granted_at"),
                Stream.of(Deliveries.State.values())
                        .filter(each -> each.name().equals(state))
                        .findFirst()
                        .orElse(null),
                at(row, "handed_over_at"),
                row.getInt("place"),
                row.getInt("tries"),
                at(row, "told_at"),
                at(row, "read_at"),
                at(row, "acknowledged_at"),
                at(row, "answered_at"),
                at(row, "ended_at"));
    }

    private static @Nullable Instant at(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
