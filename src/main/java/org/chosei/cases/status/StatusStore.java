package org.chosei.cases.status;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.chosei.cases.Vulnerability;
import org.chosei.cases.status.Statuses.Cell;
import org.chosei.cases.status.Statuses.Newest;
import org.chosei.cases.status.Statuses.Standing;
import org.chosei.cases.status.Statuses.Stated;
import org.chosei.kernel.AudienceId;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Uuid7;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The statements' table. */
@Repository
class StatusStore {
    private final JdbcClient jdbc;

    StatusStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The sealed words of one statement. */
    record Words(
            @Nullable SealedId statement,
            @Nullable SealedId versions,
            @Nullable SealedId references,
            @Nullable SealedId toldBy) {
        /** What is found by its words: not who told it on the telephone. */
        List<SealedId> sealed() {
            return Stream.of(
                            Optional.ofNullable(statement),
                            Optional.ofNullable(versions),
                            Optional.ofNullable(references))
                    .flatMap(Optional::stream)
                    .toList();
        }

        static Words none() {
            return new Words(null, null, null, null);
        }
    }

    /** What one vendor said at one time, whatever number of vulnerabilities it is about. */
    record Act(
            UUID id,
            OrganisationId vendor,
            AudienceId audience,
            Words words,
            @Nullable String origin) {
        static Act at(Instant at, OrganisationId vendor, AudienceId audience, Words words, @Nullable String origin) {
            return new Act(Uuid7.at(at), vendor, audience, words, origin);
        }
    }

    /** Waits for a twin of this that is still at work, and tells whether it was stated. */
    boolean stated(String origin) {
        lock("status:" + origin);
        return jdbc.sql("select exists (select from vulnerability_status where origin = :origin)")
                .param("origin", origin)
                .query(Boolean.class)
                .single();
    }

    void lock(String name) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:name, 0))")
                .param("name", name)
                .query((_, _) -> true)
                .single();
    }

    /** A row for each act and each vulnerability, in one statement; the ids grow with the order of the acts. */
    void add(CaseId caseId, List<Vulnerability> about, Statement statement, Told told, List<Act> acts) {
        Instant toldAt = switch (told) {
            case Told.ByTelephone call -> call.at();
            case Told.OnPage _, Told.ByMail _ -> null;
        };
        List<UUID> ids = new ArrayList<>();
        List<UUID> which = new ArrayList<>();
        List<Act> each = new ArrayList<>();
        for (Act act : acts) {
            for (Vulnerability vulnerability : about) {
                ids.add(next(act.id()));
                which.add(vulnerability.id());
                each.add(act);
            }
        }
        jdbc.sql("""
                        insert into vulnerability_status
                            (id, case_id, vulnerability_id, organisation_id, audience_id, status, fix_date, statement,
                             versions, refs, origin, act, via, told_by, told_at)
                        select id, :case, vulnerability, vendor, audience, :status, :fix, statement, versions, refs, origin,
                               act, :via, told_by, :toldAt
                          from unnest(:ids::uuid[], :vulnerabilities::uuid[], :vendors::uuid[], :audiences::uuid[],
                                      :statements::uuid[], :versions::uuid[], :refs::uuid[], :toldBys::uuid[],
                                      :origins::text[], :acts::uuid[])
                            as t (id, vulnerability, vendor, audience, statement, versions, refs, told_by, origin, act)
                        """)
                .param("case", caseId.value())
                .param("status", statement.status().name())
                .param("fix", statement.fixDate(), Types.DATE)
                .param("via", told.key())
                .param("toldAt", toldAt == null ? null : toldAt.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("ids", ids.toArray(UUID[]::new))
                .param("vulnerabilities", which.toArray(UUID[]::new))
                .param("vendors", array(each, act -> act.vendor().value()))
                .param("audiences", array(each, act -> act.audience().value()))
                .param("statements", array(each, act -> value(act.words().statement())))
                .param("versions", array(each, act -> value(act.words().versions())))
                .param("refs", array(each, act -> value(act.words().references())))
                .param("toldBys", array(each, act -> value(act.words().toldBy())))
                .param("origins", each.stream().map(Act::origin).toArray(String[]::new))
                .param("acts", array(each, Act::id))
                .update();
    }

    /** Another id of the same millisecond. */
    private static UUID next(UUID act) {
        return Uuid7.at(Instant.ofEpochMilli(act.getMostSignificantBits() >>> 16));
    }

    private static UUID[] array(List<Act> acts, Function<Act, @Nullable UUID> part) {
        return acts.stream().map(part).toArray(UUID[]::new);
    }

    private static @Nullable UUID value(@Nullable SealedId id) {
        return id == null ? null : id.value();
    }

    Map<OrganisationId, Stated> newestOfEachVendor(CaseId caseId) {
        Map<OrganisationId, Stated> found = new HashMap<>();
        jdbc.sql("""
                        select distinct on (organisation_id) organisation_id, status, fix_date, statement, stated_at, stated_by
                          from vulnerability_status where case_id = :case order by organisation_id, id desc
                        """)
                .param("case", caseId.value())
                .query((row, _) -> found.put(vendor(row), stated(row)))
                .list();
        return found;
    }

    Map<CaseId, Stated> newestInEachCase(OrganisationId vendor, Collection<CaseId> cases) {
        Map<CaseId, Stated> found = new HashMap<>();
        jdbc.sql("""
                        select distinct on (case_id) case_id, status, fix_date, statement, stated_at, stated_by
                          from vulnerability_status where organisation_id = :vendor and case_id = any(:cases::uuid[])
                         order by case_id, id desc
                        """)
                .param("vendor", vendor.value())
                .param("cases", cases.stream().map(CaseId::value).toArray(UUID[]::new))
                .query((row, _) -> found.put(new CaseId(row.getObject("case_id", UUID.class)), stated(row)))
                .list();
        return found;
    }

    Standing standing(CaseId caseId) {
        Map<Cell, Newest> cells = new HashMap<>();
        Set<OrganisationId> waiting = new HashSet<>();
        jdbc.sql("""
                        select * from (
                            select distinct on (vulnerability_id, organisation_id)
                                   vulnerability_id, organisation_id, status, fix_date, stated_at, via
                              from vulnerability_status where case_id = :case
                             order by vulnerability_id, organisation_id, id desc) as newest
                        union all
                        select null, p.organisation_id, p.status, null, p.proposed_at, 'mail' from status_proposal p
                         where p.case_id = :case
                           and not exists (select from status_proposal_decision d where d.proposal_id = p.id)
                        """)
                .param("case", caseId.value())
                .query((row, _) -> {
                    UUID vulnerability = row.getObject("vulnerability_id", UUID.class);
                    if (vulnerability == null) {
                        return waiting.add(vendor(row));
                    }
                    cells.put(new Cell(vendor(row), vulnerability), newest(row));
                    return true;
                })
                .list();
        return new Standing(cells, waiting);
    }

    private static Newest newest(ResultSet row) throws SQLException {
        return new Newest(
                VendorStatus.valueOf(row.getString("status")),
                row.getObject("fix_date", LocalDate.class),
                at(row, "stated_at"),
                row.getString("via"));
    }

    List<Said> history(CaseId caseId, OrganisationId vendor) {
        return jdbc.sql("""
                        select coalesce(s.act, s.id) as act,
                               array_agg(vulnerability_ordinal(s.case_id, s.vulnerability_id)) as ordinals, s.status,
                               s.fix_date, s.statement, s.versions, s.refs, s.via, s.told_by, s.told_at, s.stated_at, s.stated_by,
                               max(s.id::text) as newest
                          from vulnerability_status s
                         where s.case_id = :case and s.organisation_id = :vendor
                         group by 1, s.status, s.fix_date, s.statement, s.versions, s.refs, s.via, s.told_by, s.told_at,
                                  s.stated_at, s.stated_by
                         order by newest desc
                        """)
                .param("case", caseId.value())
                .param("vendor", vendor.value())
                .query((row, _) -> said(row))
                .list();
    }

    private static Said said(ResultSet row) throws SQLException {
        OffsetDateTime toldAt = row.getObject("told_at", OffsetDateTime.class);
        return new Said(
                row.getObject("act", UUID.class),
                Stream.of((Integer[]) row.getArray("ordinals").getArray())
                        .sorted()
                        .toList(),
                VendorStatus.valueOf(row.getString("status")),
                row.getObject("fix_date", LocalDate.class),
                sealed(row, "statement"),
                sealed(row, "versions"),
                sealed(row, "refs"),
                row.getString("via"),
                sealed(row, "told_by"),
                toldAt == null ? null : toldAt.toInstant(),
                at(row, "stated_at"),
                row.getString("stated_by"));
    }

    private static Stated stated(ResultSet row) throws SQLException {
        return new Stated(
                VendorStatus.valueOf(row.getString("status")),
                row.getObject("fix_date", LocalDate.class),
                sealed(row, "statement"),
                at(row, "stated_at"),
                row.getString("stated_by"));
    }

    private static OrganisationId vendor(ResultSet row) throws SQLException {
        return new OrganisationId(row.getObject("organisation_id", UUID.class));
    }

    private static Instant at(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable SealedId sealed(ResultSet row, String column) throws SQLException {
        UUID id = row.getObject(column, UUID.class);
        return id == null ? null : new SealedId(id);
    }
}
