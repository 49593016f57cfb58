package org.chosei.access;

import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chosei.kernel.AudienceId;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The one writer of grants. A grant makes an audience visible in {@code [from, until)}; nothing has to run at either
 * end. Only the room that decides what a vendor may learn calls this.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Grants {
    private static final long ENDS_LOCK = 0x6772616e7473L;

    private final JdbcClient jdbc;

    Grants(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What one organisation will see; {@code until} is the end of its agreements, or open. */
    public record Grant(
            OrganisationId organisation,
            AudienceId audience,
            @Nullable Instant until) {}

    /** Grants all of a wave in one statement, all from the same instant. */
    public void grant(CaseId caseId, @Nullable UUID wave, Instant from, List<Grant> grants) {
        leaveOldGroups(caseId, grants.stream().map(Grant::organisation).toList());
        jdbc.sql("""
                        insert into access_grant (case_id, audience_id, organisation_id, wave_id, visible_from, visible_until)
                        select :case, audience, organisation, :wave, :from, until
                          from unnest(:audiences::uuid[], :organisations::uuid[], :untils::timestamptz[])
                            as t (audience, organisation, until)
                         order by organisation
                        """)
                .param("case", caseId.value())
                .param("wave", wave, Types.OTHER)
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param(
                        "audiences",
                        grants.stream().map(g -> g.audience().value()).toArray(UUID[]::new))
                .param(
                        "organisations",
                        grants.stream().map(g -> g.organisation().value()).toArray(UUID[]::new))
                .param("untils", grants.stream().map(Grants::until).toArray(String[]::new))
                .update();
    }

    /** Whose access ran out by itself comes back into no group in which it was then. */
    private void leaveOldGroups(CaseId caseId, List<OrganisationId> organisations) {
        jdbc.sql("""
                        update audience_member m set removed_at = chosei_now(), removed_by = scope_actor()
                         where m.case_id = :case and m.organisation_id = any(:organisations::uuid[])
                           and m.removed_at is null and not exists (
                            select from access_grant g
                             where g.case_id = m.case_id and g.organisation_id = m.organisation_id
                               and g.revoked_at is null and g.visible_from <= chosei_now()
                               and (g.visible_until is null or chosei_now() < g.visible_until))
                        """)
                .param("case", caseId.value())
                .param(
                        "organisations",
                        organisations.stream().map(OrganisationId::value).toArray(UUID[]::new))
                .update();
    }

    /**
     * Cuts one organisation off from every case and its groups, as the end of an agreement does. Staff may do so to any, a
     * member to its own organisation, grants included that it cannot see yet; so it learns nothing of their number.
     */
    public void revokeEverything(OrganisationId organisation, String reason) {
        waitForGrants();
        jdbc.sql("select revoke_everything(:organisation, :reason)")
                .param("organisation", organisation.value())
                .param("reason", reason)
                .query((_, _) -> true)
                .single();
    }

    /**
     * Cuts one organisation off from a case and its groups at once, grants included that it cannot see yet: staff any, a
     * member its own organisation. Returns how many grants that ended. History stays.
     */
    public int cut(CaseId caseId, OrganisationId organisation, String reason) {
        waitForGrants();
        return jdbc.sql("select revoke_case(:case, :organisation, :reason)")
                .param("case", caseId.value())
                .param("organisation", organisation.value())
                .param("reason", reason)
                .query(Integer.class)
                .single();
    }

    /** Whoever is about to grant has done so before anything is cut: nothing slips through between the two. */
    private void waitForGrants() {
        jdbc.sql("select pg_advisory_xact_lock(:lock)")
                .param("lock", ENDS_LOCK)
                .query((_, _) -> true)
                .single();
    }

    /** Undoes a wave before its instant. */
    public int revokeWave(UUID wave, String reason) {
        return jdbc.sql(REVOKE + " wave_id = :wave")
                .param("reason", reason)
                .param("wave", wave)
                .update();
    }

    /** Which of these organisations see something of the case now. One query; for staff and the mail purposes. */
    public Set<OrganisationId> holders(CaseId caseId, Collection<OrganisationId> organisations) {
        return holdings(List.of(caseId), organisations).stream()
                .map(Holding::organisation)
                .collect(Collectors.toSet());
    }

    /** That an organisation sees something of a case now. */
    public record Holding(CaseId caseId, OrganisationId organisation) {}

    /** As {@link #holders}, of many cases. One query. */
    public Set<Holding> holdings(Collection<CaseId> cases, Collection<OrganisationId> organisations) {
        return jdbc.sql("""
                        select distinct case_id, organisation_id from access_grant
                         where case_id = any(:cases::uuid[]) and organisation_id = any(:organisations::uuid[])
                           and revoked_at is null and visible_from <= chosei_now()
                           and (visible_until is null or chosei_now() < visible_until)
                        """)
                .param("cases", cases.stream().map(CaseId::value).toArray(UUID[]::new))
                .param(
                        "organisations",
                        organisations.stream().map(OrganisationId::value).toArray(UUID[]::new))
                .query((row, _) -> new Holding(
                        new CaseId(row.getObject(1, UUID.class)), new OrganisationId(row.getObject(2, UUID.class))))
                .set();
    }

    /**
     * A case that is open to an organisation.
     *
     * @param from since when, or from when on
     */
    public record Open(CaseId caseId, Instant from) {}

    /**
     * The cases of which it sees something now or will, as far as the acting scope may know, with the first instant at which
     * it does; by age. One query.
     */
    public List<Open> open(OrganisationId organisation) {
        return jdbc.sql("""
                        select case_id, min(visible_from) from access_grant
                         where organisation_id = :organisation and revoked_at is null
                           and (visible_until is null or chosei_now() < visible_until)
                         group by case_id order by case_id
                        """)
                .param("organisation", organisation.value())
                .query((row, _) -> new Open(
                        new CaseId(row.getObject(1, UUID.class)),
                        row.getObject(2, OffsetDateTime.class).toInstant()))
                .list();
    }

    /** That an organisation sees something of a case now, and by which wave; null when another room granted it. */
    public record Held(@Nullable UUID wave, OrganisationId organisation) {}

    /** As {@link #holders}, told apart by wave: a later grant does not revive a wave from which somebody was taken. */
    public Set<Held> held(CaseId caseId, Collection<OrganisationId> organisations) {
        return jdbc.sql("""
                        select distinct wave_id, organisation_id from access_grant
                         where case_id = :case and organisation_id = any(:organisations::uuid[]) and revoked_at is null
                           and visible_from <= chosei_now() and (visible_until is null or chosei_now() < visible_until)
                        """)
                .param("case", caseId.value())
                .param(
                        "organisations",
                        organisations.stream().map(OrganisationId::value).toArray(UUID[]::new))
                .query((row, _) ->
                        new Held(row.getObject(1, UUID.class), new OrganisationId(row.getObject(2, UUID.class))))
                .set();
    }

    /**
     * Lets no agreement end between the question whether somebody may see and the grants that follow from the answer: an
     * end waits until these are committed and cuts them, or came first and is seen. Ask first, then grant.
     */
    public void holdBackEnds() {
        jdbc.sql("select pg_advisory_xact_lock_shared(:lock)")
                .param("lock", ENDS_LOCK)
                .query((_, _) -> true)
                .single();
    }

    /** What a wave gave one organisation; {@code from} is null when it was taken back before anything was to be seen. */
    public record Given(
            UUID wave,
            OrganisationId organisation,
            @Nullable Instant from,
            @Nullable Instant revokedAt) {}

    /** What the waves of a case gave, oldest first; history, not what holds now. Staff only, one query. */
    public List<Given> given(CaseId caseId) {
        return jdbc.sql("""
                        select wave_id, organisation_id,
                               min(visible_from) filter (where revoked_at is null or visible_from < revoked_at), max(revoked_at)
                          from access_grant where case_id = :case and wave_id is not null
                         group by wave_id, organisation_id order by min(visible_from), wave_id
                        """)
                .param("case", caseId.value())
                .query((row, _) -> new Given(
                        row.getObject(1, UUID.class),
                        new OrganisationId(row.getObject(2, UUID.class)),
                        instant(row.getObject(3, OffsetDateTime.class)),
                        instant(row.getObject(4, OffsetDateTime.class))))
                .list();
    }

    /** Whether anybody sees something of the case, saw it, or will. Staff only, one query. */
    public boolean isTold(CaseId caseId) {
        return jdbc.sql("""
                        select exists (select from access_grant
                                        where case_id = :case and (revoked_at is null or visible_from <= revoked_at))
                        """).param("case", caseId.value()).query(Boolean.class).single();
    }

    /**
     * That an organisation which saw something of a case sees nothing more of it, and nothing waits for it.
     *
     * @param reason the code or the words with which it was cut off; empty when its time ran out
     */
    public record Ended(Instant at, String reason) {}

    /** Those of a case, by organisation. Staff only, one query. */
    public Map<OrganisationId, Ended> ended(CaseId caseId) {
        Map<OrganisationId, Ended> ended = new HashMap<>();
        jdbc.sql("""
                        select organisation_id, max(coalesce(revoked_at, visible_until)),
                               (array_agg(coalesce(revoked_reason, '') order by coalesce(revoked_at, visible_until) desc))[1]
                          from access_grant where case_id = :case
                         group by organisation_id
                        having bool_and(revoked_at is not null or visible_until <= chosei_now())
                           and bool_or(revoked_at is null or visible_from <= revoked_at)
                        """).param("case", caseId.value()).query(row -> {
            ended.put(
                    new OrganisationId(row.getObject(1, UUID.class)),
                    new Ended(row.getObject(2, OffsetDateTime.class).toInstant(), row.getString(3)));
        });
        return ended;
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }

    private static final String REVOKE = """
            update access_grant set revoked_at = chosei_now(), revoked_by = scope_actor(), revoked_reason = :reason
             where revoked_at is null and
            """;

    private static @Nullable String until(Grant grant) {
        Instant until = grant.until();
        return until == null
                ? null
                : OffsetDateTime.ofInstant(until, ZoneOffset.UTC).toString();
    }
}
