package org.chosei.cases.clocks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chosei.kernel.CaseId;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;

/** The tables of clocks, attempts and CVE records. */
@Repository
class ClockStore {
    private final JdbcClient jdbc;

    ClockStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One clock as it was set last. */
    record Row(
            CaseId caseId,
            ClockKind kind,
            Instant start,
            Instant due,
            int rules,
            @Nullable SealedId reason) {}

    /** A row that was read as JSON. */
    static Row row(CaseId id, JsonNode row) {
        JsonNode reason = row.get("reason");
        return new Row(
                id,
                ClockKind.valueOf(row.get("kind").asString()),
                OffsetDateTime.parse(row.get("start").asString()).toInstant(),
                OffsetDateTime.parse(row.get("due").asString()).toInstant(),
                row.get("rules").asInt(),
                reason == null || reason.isNull() ? null : new SealedId(UUID.fromString(reason.asString())));
    }

    void lock(CaseId id) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:case, 0))")
                .param("case", "clocks:" + id)
                .query((_, _) -> true)
                .single();
    }

    void set(Row row) {
        SealedId reason = row.reason();
        jdbc.sql("""
                        insert into case_clock (case_id, kind, started_at, due_at, rule_version, reason)
                        values (:case, :kind, :start, :due, :rules, :reason)
                        """)
                .param("case", row.caseId().value())
                .param("kind", row.kind().name())
                .param("start", time(row.start()))
                .param("due", time(row.due()))
                .param("rules", row.rules())
                .param("reason", reason == null ? null : reason.value(), Types.OTHER)
                .update();
    }

    List<Row> of(Collection<CaseId> cases) {
        return jdbc.sql("""
                        select distinct on (case_id, kind) case_id, kind, started_at, due_at, rule_version, reason
                          from case_clock where case_id = any(:cases::uuid[]) order by case_id, kind, id desc
                        """)
                .param("cases", ids(cases))
                .query((row, _) -> new Row(
                        new CaseId(row.getObject(1, UUID.class)),
                        ClockKind.valueOf(row.getString(2)),
                        instant(row, 3),
                        instant(row, 4),
                        row.getInt(5),
                        sealed(row.getObject(6, UUID.class))))
                .list();
    }

    boolean add(Attempt attempt, CaseId id) {
        return jdbc.sql("""
                        insert into contact_attempt (id, case_id, tried_at, channel, proof)
                        values (:id, :case, :at, :channel, :proof) on conflict do nothing
                        """)
                        .param("id", attempt.id())
                        .param("case", id.value())
                        .param("at", time(attempt.at()))
                        .param("channel", attempt.channel().name())
                        .param("proof", attempt.proof().value())
                        .update()
                == 1;
    }

    boolean hasAttempt(UUID attempt) {
        return jdbc.sql("select count(*) from contact_attempt where id = :id")
                        .param("id", attempt)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    List<Attempt> attempts(CaseId id) {
        return jdbc.sql(
                        "select id, tried_at, channel, proof from contact_attempt where case_id = :case order by tried_at, id")
                .param("case", id.value())
                .query((row, _) -> new Attempt(
                        row.getObject(1, UUID.class),
                        instant(row, 2),
                        Attempt.Channel.valueOf(row.getString(3)),
                        new SealedId(row.getObject(4, UUID.class))))
                .list();
    }

    boolean addRecord(CaseId id, Instant at) {
        return jdbc.sql("insert into cve_record (case_id, published_at) values (:case, :at) on conflict do nothing")
                        .param("case", id.value())
                        .param("at", time(at))
                        .update()
                == 1;
    }

    Map<CaseId, Instant> records(Collection<CaseId> cases) {
        return jdbc
                .sql("select case_id, published_at from cve_record where case_id = any(:cases::uuid[])")
                .param("cases", ids(cases))
                .query((row, _) -> Map.entry(new CaseId(row.getObject(1, UUID.class)), instant(row, 2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    Set<CaseId> withCve(Collection<CaseId> cases) {
        return jdbc.sql("""
                        select c from unnest(:cases::uuid[]) as c
                         where exists (select from case_vulnerabilities(c) v where v.cve is not null)
                        """)
                .param("cases", ids(cases))
                .query((row, _) -> new CaseId(row.getObject(1, UUID.class)))
                .set();
    }

    private static UUID[] ids(Collection<CaseId> cases) {
        return cases.stream().map(CaseId::value).toArray(UUID[]::new);
    }

    private static @Nullable SealedId sealed(@Nullable UUID id) {
        return id == null ? null : new SealedId(id);
    }

    private static OffsetDateTime time(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
