package org.chosei.cases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chosei.access.Audience;
import org.chosei.access.Audiences;
import org.chosei.kernel.AudienceId;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Vendors' statements about a case's vulnerability: a history, of which the newest row holds. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Statuses {
    private final JdbcClient jdbc;
    private final Audiences audiences;
    private final Vault vault;
    private final Ledger ledger;
    private final InstantSource clock;

    Statuses(JdbcClient jdbc, Audiences audiences, Vault vault, Ledger ledger, InstantSource clock) {
        this.jdbc = jdbc;
        this.audiences = audiences;
        this.vault = vault;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** The newest statement of one vendor. {@code statement} text is sealed; its id opens through the vault. */
    public record Stated(
            VendorStatus status,
            @Nullable LocalDate fixDate,
            @Nullable SealedId statement,
            Instant at,
            String by) {}

    /**
     * A vendor states its own status (a member of it, or its signed mail), or staff record what it said by phone.
     *
     * @param origin names what was sent, so that sent twice it is stated once; null for what comes once by itself
     */
    public void state(
            CaseId caseId,
            OrganisationId vendor,
            VendorStatus status,
            @Nullable LocalDate fixDate,
            String statement,
            @Nullable String origin) {
        if (origin != null && stated(origin)) {
            return;
        }
        AudienceId audience = audiences
                .find(caseId, Audience.Kind.ORGANISATION, vendor)
                .map(Audience::id)
                .orElseThrow(Refusal.NotFound::new);
        SealedId sealed = statement.isBlank() ? null : vault.seal(caseId, audience, statement.strip());
        jdbc.sql("""
                        insert into vulnerability_status
                            (id, case_id, vulnerability_id, organisation_id, audience_id, status, fix_date, statement, origin)
                        select :id, :case, v.id, :vendor, :audience, :status, :fix, :statement, :origin
                          from vulnerability v where v.case_id = :case and v.ordinal = 1
                        """)
                .param("id", Uuid7.at(clock.instant()))
                .param("case", caseId.value())
                .param("vendor", vendor.value())
                .param("audience", audience.value())
                .param("status", status.name())
                .param("fix", fixDate, Types.DATE)
                .param("statement", sealed == null ? null : sealed.value(), Types.OTHER)
                .param("origin", origin)
                .update();
        ledger.append(Entry.of(caseId, "status.stated")
                .about("organisation", vendor)
                .about("status", status.name())
                .seenBy(audience));
    }

    /** Waits for a twin of this that is still at work, and tells whether it was stated. */
    private boolean stated(String origin) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:origin, 0))")
                .param("origin", "status:" + origin)
                .query((_, _) -> true)
                .single();
        return jdbc.sql("select count(*) from vulnerability_status where origin = :origin")
                        .param("origin", origin)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Newest statement per vendor, as far as the acting scope may see. One query. */
    public Map<OrganisationId, Stated> of(CaseId caseId) {
        return jdbc
                .sql("""
                        select distinct on (organisation_id) organisation_id, status, fix_date, statement, stated_at, stated_by
                          from vulnerability_status where case_id = :case order by organisation_id, id desc
                        """)
                .param("case", caseId.value())
                .query((row, _) ->
                        Map.entry(new OrganisationId(row.getObject("organisation_id", UUID.class)), read(row)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The newest statement of one vendor in each of these cases. One query. */
    public Map<CaseId, Stated> of(OrganisationId vendor, Collection<CaseId> cases) {
        return jdbc
                .sql("""
                        select distinct on (case_id) case_id, status, fix_date, statement, stated_at, stated_by
                          from vulnerability_status where organisation_id = :vendor and case_id = any(:cases::uuid[])
                         order by case_id, id desc
                        """)
                .param("vendor", vendor.value())
                .param("cases", cases.stream().map(CaseId::value).toArray(UUID[]::new))
                .query((row, _) -> Map.entry(new CaseId(row.getObject("case_id", UUID.class)), read(row)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Stated read(ResultSet row) throws SQLException {
        UUID statement = row.getObject("statement", UUID.class);
        return new Stated(
                VendorStatus.valueOf(row.getString("status")),
                row.getObject("fix_date", LocalDate.class),
                statement == null ? null : new SealedId(statement),
                row.getObject("stated_at", OffsetDateTime.class).toInstant(),
                row.getString("stated_by"));
    }

    /** When each vendor first stated anything. Staff only, one query. */
    public Map<OrganisationId, Instant> firstStated(CaseId caseId) {
        return jdbc
                .sql("""
                        select organisation_id, min(stated_at) from vulnerability_status where case_id = :case group by 1
                        """)
                .param("case", caseId.value())
                .query((row, _) -> Map.entry(
                        new OrganisationId(row.getObject(1, UUID.class)),
                        row.getObject(2, OffsetDateTime.class).toInstant()))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
