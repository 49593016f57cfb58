package org.chosei.cases.embargo;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.protocol.EmbargoEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Terms and the steps taken with them. */
@Repository
class EmbargoStore {
    private final JdbcClient jdbc;

    EmbargoStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Makes those who change the embargo of one case wait for each other until the end of the transaction. */
    void lock(CaseId caseId) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:case, 0))")
                .param("case", "embargo:" + caseId)
                .query((_, _) -> true)
                .single();
    }

    /** "Not found" for whoever may not see the case. */
    void requireVisible(CaseId caseId) {
        if (!jdbc.sql("select exists(select from coordination_case where id = :case)")
                .param("case", caseId.value())
                .query(Boolean.class)
                .single()) {
            throw new Refusal.NotFound();
        }
    }

    /** Refuses to begin anything in a case that has ended. */
    void requireOpen(CaseId caseId) {
        if (jdbc.sql("select case_ended(:case)")
                .param("case", caseId.value())
                .query(Boolean.class)
                .single()) {
            throw new Refusal.WrongState("case-ended");
        }
    }

    /** What happened in each of these cases, oldest first; cases without any step are absent. One query. */
    Map<CaseId, List<Happened>> history(Collection<CaseId> cases) {
        Map<CaseId, List<Happened>> found = new LinkedHashMap<>();
        jdbc.sql("""
                        select e.case_id, e.event, e.reason, e.at,
                               t.id term, t.until, t.zone, t.proposed_at, t.respond_by
                          from embargo_event e left join embargo_term t on t.id = e.term_id
                         where e.case_id = any(:cases::uuid[]) order by e.case_id, e.id
                        """)
                .param("cases", cases.stream().map(CaseId::value).toArray(UUID[]::new))
                .query(row -> {
                    CaseId caseId = new CaseId(row.getObject("case_id", UUID.class));
                    found.computeIfAbsent(caseId, _ -> new ArrayList<>()).add(happened(row, caseId));
                });
        return found;
    }

    private static Happened happened(ResultSet row, CaseId caseId) throws SQLException {
        UUID term = row.getObject("term", UUID.class);
        return new Happened(
                EmbargoEvent.valueOf(row.getString("event")),
                term == null ? null : term(row, term, caseId),
                row.getString("reason"),
                instant(row, "at"));
    }

    private static Term term(ResultSet row, UUID id, CaseId caseId) throws SQLException {
        OffsetDateTime respondBy = row.getObject("respond_by", OffsetDateTime.class);
        return new Term(
                id,
                caseId,
                row.getObject("until", OffsetDateTime.class).atZoneSameInstant(ZoneId.of(row.getString("zone"))),
                instant(row, "proposed_at"),
                respondBy == null ? null : respondBy.toInstant());
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** Adds terms with whose they are. */
    void add(Term term, OrganisationId proposer) {
        jdbc.sql(
                        "insert into embargo_term (id, case_id, until, zone, respond_by) values (:id, :case, :until, :zone, :by)")
                .param("id", term.id())
                .param("case", term.caseId().value())
                .param("until", term.until().toOffsetDateTime())
                .param("zone", term.until().getZone().getId())
                .param("by", utc(term.respondBy()), Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
        jdbc.sql("insert into embargo_proposer (term_id, organisation_id) values (:term, :organisation)")
                .param("term", term.id())
                .param("organisation", proposer.value())
                .update();
    }

    /** Whose proposals these are, as far as the acting scope may know. One query. */
    Map<UUID, OrganisationId> proposers(Collection<UUID> terms) {
        Map<UUID, OrganisationId> found = new LinkedHashMap<>();
        jdbc.sql("select term_id, organisation_id from embargo_proposer where term_id = any(:terms::uuid[])")
                .param("terms", terms.toArray(UUID[]::new))
                .query(row -> {
                    found.put(row.getObject(1, UUID.class), new OrganisationId(row.getObject(2, UUID.class)));
                });
        return found;
    }

    /** How many terms of the case an organisation proposed since then, taken back or not. */
    int proposedSince(CaseId caseId, OrganisationId organisation, Instant since) {
        return jdbc.sql("""
                        select count(*) from embargo_term t join embargo_proposer p on p.term_id = t.id
                         where t.case_id = :case and p.organisation_id = :organisation and t.proposed_at > :since
                        """)
                .param("case", caseId.value())
                .param("organisation", organisation.value())
                .param("since", utc(since))
                .query(Integer.class)
                .single();
    }

    Optional<CaseId> caseOf(UUID term) {
        return jdbc.sql("select case_id from embargo_term where id = :id")
                .param("id", term)
                .query((row, _) -> new CaseId(row.getObject(1, UUID.class)))
                .optional();
    }

    /** Who takes it stands apart from it: others may know the step and not the hand. */
    void step(CaseId caseId, EmbargoEvent event, @Nullable Term term, @Nullable String reason) {
        UUID step = jdbc.sql("""
                        insert into embargo_event (case_id, event, term_id, reason)
                        values (:case, :event, :term, :reason) returning id
                        """)
                .param("case", caseId.value())
                .param("event", event.name())
                .param("term", term == null ? null : term.id(), Types.OTHER)
                .param("reason", reason, Types.VARCHAR)
                .query(UUID.class)
                .single();
        jdbc.sql("insert into embargo_hand (event_id) values (:step)")
                .param("step", step)
                .update();
    }

    static @Nullable OffsetDateTime utc(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }
}
