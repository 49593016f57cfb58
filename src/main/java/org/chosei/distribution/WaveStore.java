package org.chosei.distribution;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chosei.kernel.AudienceId;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of waves and notices. */
@Repository
class WaveStore {
    private static final String WAVES = """
            select w.id, w.case_id, w.notice_id, w.visible_from, w.planned_at, c.cancelled_at, c.reason
              from wave w left join wave_cancellation c on c.wave_id = w.id
            """;

    private final JdbcClient jdbc;

    WaveStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of two that plan for one case, the second waits and then sees what the first made. */
    void lock(CaseId caseId) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('wave ' || :case::text, 0))")
                .param("case", caseId.value())
                .query((_, _) -> true)
                .single();
    }

    int nextOrdinal(CaseId caseId) {
        return jdbc.sql("select coalesce(max(ordinal), 0) + 1 from notice where case_id = :case")
                .param("case", caseId.value())
                .query(Integer.class)
                .single();
    }

    void addNotice(
            UUID id,
            CaseId caseId,
            AudienceId audience,
            int ordinal,
            SealedId body,
            String sha256,
            @Nullable Amends amends) {
        jdbc.sql("""
                        insert into notice (id, case_id, audience_id, ordinal, body, sha256, amends, amends_how)
                        values (:id, :case, :audience, :ordinal, :body, :sha256, :amends, :how)
                        """)
                .param("amends", amends == null ? null : amends.notice(), Types.OTHER)
                .param("how", amends == null ? null : amends.how().name(), Types.VARCHAR)
                .param("id", id)
                .param("case", caseId.value())
                .param("audience", audience.value())
                .param("ordinal", ordinal)
                .param("body", body.value())
                .param("sha256", sha256)
                .update();
    }

    void addWave(UUID id, CaseId caseId, UUID notice, int policy, Instant from) {
        jdbc.sql("""
                        insert into wave (id, case_id, notice_id, policy_version, visible_from)
                        values (:id, :case, :notice, :policy, :from)
                        """)
                .param("id", id)
                .param("case", caseId.value())
                .param("notice", notice)
                .param("policy", policy)
                .param("from", from.atOffset(ZoneOffset.UTC))
                .update();
    }

    boolean cancel(UUID wave, String reason) {
        return jdbc.sql("insert into wave_cancellation (wave_id, reason) values (:wave, :reason) on conflict"
                                + " do nothing")
                        .param("wave", wave)
                        .param("reason", reason)
                        .update()
                == 1;
    }

    void addWithdrawal(CaseId caseId, OrganisationId organisation, String reason) {
        jdbc.sql("insert into withdrawal (case_id, organisation_id, reason) values (:case, :organisation, :reason)")
                .param("case", caseId.value())
                .param("organisation", organisation.value())
                .param("reason", reason)
                .update();
    }

    void addMove(UUID wave, UUID becomes) {
        jdbc.sql("insert into wave_move (wave_id, becomes) values (:wave, :becomes)")
                .param("wave", wave)
                .param("becomes", becomes)
                .update();
    }

    /** Whether the wave was moved and became that one. */
    boolean moved(UUID wave, UUID becomes) {
        return jdbc.sql("select exists(select from wave_move where wave_id = :wave and becomes = :becomes)")
                .param("wave", wave)
                .param("becomes", becomes)
                .query(Boolean.class)
                .single();
    }

    /** The wave in whose place this one, or this request, came. */
    Optional<UUID> movedFrom(UUID becomes) {
        return jdbc.sql("select wave_id from wave_move where becomes = :becomes")
                .param("becomes", becomes)
                .query(UUID.class)
                .optional();
    }

    /** Of all cases: those that nobody sees yet and that were not cancelled, by their instant. */
    List<Wave> ahead() {
        return jdbc.sql(WAVES
                        + " where w.visible_from > chosei_now() and c.wave_id is null order by w.visible_from, w.id")
                .query(WaveStore::wave)
                .list();
    }

    /** The words of a notice of the case with its ordinal, or empty. */
    Optional<Words> words(CaseId caseId, UUID notice) {
        return jdbc.sql("select ordinal, body from notice where id = :notice and case_id = :case")
                .param("notice", notice)
                .param("case", caseId.value())
                .query((row, _) -> new Words(row.getInt(1), new SealedId(row.getObject(2, UUID.class))))
                .optional();
    }

    /** To whom a notice was given by its wave, whether they see it still or not. */
    Set<OrganisationId> addressees(UUID notice) {
        return jdbc.sql("""
                        select s.organisation_id from wave w join wave_selection s on s.wave_id = w.id
                         where w.notice_id = :notice and s.chosen and w.visible_from <= chosei_now()
                           and not exists (select from wave_cancellation c where c.wave_id = w.id)
                        """)
                .param("notice", notice)
                .query((row, _) -> new OrganisationId(row.getObject(1, UUID.class)))
                .set();
    }

    /** The wave; refused for a request that is none yet, and not found otherwise. */
    Wave get(UUID id) {
        return find(id).orElseThrow(
                        () -> requested(id) ? new Refusal.WrongState("wave-not-planned") : new Refusal.NotFound());
    }

    private boolean requested(UUID id) {
        return jdbc.sql("select exists(select from wave_submission where id = :id)")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    Optional<Wave> find(UUID id) {
        return jdbc.sql(WAVES + " where w.id = :id")
                .param("id", id)
                .query(WaveStore::wave)
                .optional();
    }

    List<Wave> of(CaseId caseId) {
        return jdbc.sql(WAVES + " where w.case_id = :case order by w.id")
                .param("case", caseId.value())
                .query(WaveStore::wave)
                .list();
    }

    List<Waves.Told> told(CaseId caseId) {
        return jdbc.sql("""
                        select w.id, w.case_id, w.notice_id, w.visible_from, w.planned_at, c.cancelled_at, c.reason,
                               n.ordinal, n.body, n.sha256, n.made_at, n.amends, n.amends_how
                          from wave w join notice n on n.id = w.notice_id left join wave_cancellation c on c.wave_id = w.id
                         where w.case_id = :case order by w.id
                        """)
                .param("case", caseId.value())
                .query((row, number) -> new Waves.Told(
                        wave(row, number),
                        new Notices.Sealed(
                                row.getObject("notice_id", UUID.class),
                                row.getInt("ordinal"),
                                new SealedId(row.getObject("body", UUID.class)),
                                row.getString("sha256"),
                                row.getObject("made_at", OffsetDateTime.class).toInstant(),
                                amends(row.getObject("amends", UUID.class), row.getString("amends_how")))))
                .list();
    }

    Set<OrganisationId> chosen(UUID wave) {
        return jdbc.sql("select organisation_id from wave_selection where wave_id = :wave and chosen")
                .param("wave", wave)
                .query((row, _) -> new OrganisationId(row.getObject(1, UUID.class)))
                .set();
    }

    Kept noticeOf(UUID wave) {
        return jdbc.sql("""
                        select n.ordinal, n.sha256, n.amends, n.amends_how, a.ordinal
                          from wave w join notice n on n.id = w.notice_id left join notice a on a.id = n.amends
                         where w.id = :wave
                        """)
                .param("wave", wave)
                .query((row, _) -> new Kept(
                        row.getInt(1),
                        row.getString(2),
                        amends(row.getObject(3, UUID.class), row.getString(4)),
                        row.getInt(5)))
                .single();
    }

    /** By the clock that also decides what is visible. */
    boolean begun(UUID wave) {
        return jdbc.sql("select visible_from <= chosei_now() from wave where id = :wave")
                .param("wave", wave)
                .query(Boolean.class)
                .single();
    }

    /** Keeps that these are told; returns those that were not told before. */
    Set<OrganisationId> tell(UUID wave, Set<OrganisationId> vendors) {
        return jdbc.sql("""
                        insert into portal_notice (wave_id, organisation_id)
                        select :wave, v from unnest(:vendors::uuid[]) as v on conflict do nothing returning organisation_id
                        """)
                .param("wave", wave)
                .param("vendors", vendors.stream().map(OrganisationId::value).toArray(UUID[]::new))
                .query((row, _) -> new OrganisationId(row.getObject(1, UUID.class)))
                .set();
    }

    static @Nullable Amends amends(@Nullable UUID notice, @Nullable String how) {
        return notice == null || how == null ? null : new Amends(Amends.How.valueOf(how), notice);
    }

    private static Wave wave(ResultSet row, int number) throws SQLException {
        OffsetDateTime cancelled = row.getObject("cancelled_at", OffsetDateTime.class);
        return new Wave(
                row.getObject("id", UUID.class),
                new CaseId(row.getObject("case_id", UUID.class)),
                row.getObject("notice_id", UUID.class),
                row.getObject("visible_from", OffsetDateTime.class).toInstant(),
                row.getObject("planned_at", OffsetDateTime.class).toInstant(),
                cancelled == null ? null : cancelled.toInstant());
    }

    /** A notice as the record knows it; {@code amended} is the ordinal of the one that it corrects or recalls. */
    record Kept(int ordinal, String sha256, @Nullable Amends amends, int amended) {}

    /** A notice's sealed words. */
    record Words(int ordinal, SealedId body) {}
}
