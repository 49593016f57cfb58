package org.chosei.cases.embargo;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The embargo of each case. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Embargoes {
    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final InstantSource clock;

    Embargoes(JdbcClient jdbc, Ledger ledger, InstantSource clock) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** The embargo of a case, as far as the acting scope may know it. */
    public Embargo of(CaseId caseId) {
        return ofEach(List.of(caseId)).getOrDefault(caseId, new Embargo.None());
    }

    /** The embargoes of several cases in one query; cases without one are absent. */
    public Map<CaseId, Embargo> ofEach(Collection<CaseId> cases) {
        Map<CaseId, Embargo> found = new LinkedHashMap<>();
        jdbc.sql("""
                        select distinct on (t.case_id) t.case_id, t.until, t.zone, e.ended_at
                          from embargo_term t left join embargo_end e using (case_id)
                         where t.case_id = any(:cases::uuid[]) order by t.case_id, t.id desc
                        """)
                .param("cases", cases.stream().map(CaseId::value).toArray(UUID[]::new))
                .query((row, _) -> found.put(new CaseId(row.getObject("case_id", UUID.class)), read(row)))
                .list();
        return found;
    }

    private static Embargo read(ResultSet row) throws SQLException {
        ZonedDateTime until =
                row.getObject("until", OffsetDateTime.class).atZoneSameInstant(ZoneId.of(row.getString("zone")));
        OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
        return ended == null ? new Embargo.Active(until) : new Embargo.Ended(until, ended.toInstant());
    }

    /** Confirms what the originator asked for. The instant must lie ahead. Staff only. */
    public void confirm(CaseId caseId, ZonedDateTime until) {
        Instant now = clock.instant();
        if (!until.toInstant().isAfter(now)) {
            throw new Refusal.Invalid("embargo", "embargo-past");
        }
        Embargo.Active active = switch (of(caseId)) {
            case Embargo.None none -> none.confirm(until);
            case Embargo.Active _, Embargo.Ended _ -> throw new Refusal.WrongState("embargo-exists");
        };
        jdbc.sql("insert into embargo_term (id, case_id, until, zone) values (:id, :case, :until, :zone)")
                .param("id", Uuid7.at(now))
                .param("case", caseId.value())
                .param("until", active.until().toOffsetDateTime())
                .param("zone", active.until().getZone().getId())
                .update();
        ledger.append(Entry.of(caseId, "embargo.confirmed").detail("until", until.toString()));
    }

    /** Ends the embargo because the case was published (scope: publication) or by a person's decision. */
    public void end(CaseId caseId, String reason) {
        switch (of(caseId)) {
            case Embargo.Active active -> end(caseId, active, reason);
            case Embargo.None _, Embargo.Ended _ -> {
                // nothing holds: ending again changes nothing
            }
        }
    }

    private void end(CaseId caseId, Embargo.Active active, String reason) {
        Embargo.Ended ended = active.end(clock.instant());
        jdbc.sql("insert into embargo_end (case_id, reason) values (:case, :reason)")
                .param("case", caseId.value())
                .param("reason", reason)
                .update();
        ledger.append(Entry.of(caseId, "embargo.ended")
                .detail("reason", reason)
                .detail("until", ended.until().toString()));
    }

    /**
     * Records that a signed NDA is standing consent of these vendors to the embargo in force, citing the versions. One
     * statement; nothing when no embargo is in force.
     */
    public void consentStanding(CaseId caseId, Collection<OrganisationId> vendors, int ndaVersion, int policyVersion) {
        jdbc.sql("""
                        insert into embargo_consent (case_id, term_id, organisation_id, basis, nda_version, policy_version)
                        select :case, t.id, v, 'standing', :nda, :policy from unnest(:vendors::uuid[]) as v,
                               (select id from embargo_term where case_id = :case order by id desc limit 1) as t
                        on conflict do nothing
                        """)
                .param("case", caseId.value())
                .param("nda", ndaVersion)
                .param("policy", policyVersion)
                .param("vendors", vendors.stream().map(OrganisationId::value).toArray(UUID[]::new))
                .update();
    }
}
