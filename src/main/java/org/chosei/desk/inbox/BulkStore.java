package org.chosei.desk.inbox;

import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chosei.access.Scopes;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.PersonId;
import org.chosei.kernel.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of acts on several things. */
@Repository
class BulkStore {
    private final JdbcClient jdbc;

    BulkStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Begins it, or goes on with it; another person's form, or another act under the same id, is "not found". */
    void begin(UUID run, Act act) {
        jdbc.sql("insert into bulk_run (id, person_id, act) values (:id, :person, :act) on conflict do nothing")
                .param("id", run)
                .param("person", Scopes.person().id().value())
                .param("act", act.name())
                .update();
        if (find(run).filter(of -> of.act() == act).isEmpty()) {
            throw new Refusal.NotFound();
        }
    }

    /** Makes two that send the same form wait for each other; false when this line is done. */
    boolean claim(UUID run, int position) {
        jdbc.sql("select id from bulk_run where id = :run for update")
                .param("run", run)
                .query(UUID.class)
                .single();
        return !jdbc.sql("select exists (select from bulk_line where run_id = :run and position = :position)")
                .param("run", run)
                .param("position", position)
                .query(Boolean.class)
                .single();
    }

    void add(
            UUID run,
            int position,
            Target.Name name,
            @Nullable CaseId caseId,
            @Nullable String refusal,
            @Nullable UUID made,
            @Nullable PersonId before) {
        jdbc.sql("""
                        insert into bulk_line (run_id, position, kind, subject, case_id, refusal, made, before)
                        values (:run, :position, :kind, :subject, :case, :refusal, :made, :before) on conflict do nothing
                        """)
                .param("run", run)
                .param("position", position)
                .param("kind", name.kind())
                .param("subject", name.subject())
                .param("case", caseId == null ? null : caseId.value(), Types.OTHER)
                .param("refusal", refusal, Types.VARCHAR)
                .param("made", made, Types.OTHER)
                .param("before", before == null ? null : before.value(), Types.OTHER)
                .update();
    }

    /** Whether a vendor has stated anything in a case. */
    boolean answered(CaseId caseId, UUID vendor) {
        return jdbc.sql("""
                        select exists (select from vulnerability_status where case_id = :case and organisation_id = :vendor)
                        """)
                .param("case", caseId.value())
                .param("vendor", vendor)
                .query(Boolean.class)
                .single();
    }

    Optional<BulkRun> find(UUID run) {
        return jdbc.sql("select id, act, done_at, undone_at from bulk_run where id = :id")
                .param("id", run)
                .query((row, _) -> new BulkRun(
                        row.getObject("id", UUID.class),
                        Act.valueOf(row.getString("act")),
                        row.getObject("done_at", OffsetDateTime.class).toInstant(),
                        instant(row.getObject("undone_at", OffsetDateTime.class)),
                        lines(run)))
                .optional();
    }

    private List<BulkRun.Line> lines(UUID run) {
        return jdbc.sql("""
                        select l.kind, l.subject, l.case_id, coalesce(c.number, '') as number, coalesce(l.refusal, '') as refusal,
                               coalesce(o.name_ja, '') as name_ja, coalesce(o.name_en, '') as name_en
                          from bulk_line l left join coordination_case c on c.id = l.case_id
                          left join organisation o on l.kind = 'VENDOR' and o.id = l.subject
                         where l.run_id = :run order by l.position
                        """)
                .param("run", run)
                .query((row, _) -> {
                    UUID caseId = row.getObject("case_id", UUID.class);
                    return new BulkRun.Line(
                            new Target.Name(row.getString("kind"), row.getObject("subject", UUID.class)),
                            caseId == null ? null : new CaseId(caseId),
                            row.getString("number"),
                            row.getString("refusal"),
                            new InboxItem.Named(row.getString("name_ja"), row.getString("name_en"), null));
                })
                .list();
    }

    /** What the lines made, and who had the case before. */
    record Made(UUID id, @Nullable CaseId caseId, @Nullable PersonId before) {}

    List<Made> made(UUID run) {
        return jdbc.sql("""
                        select made, case_id, before from bulk_line
                         where run_id = :run and refusal is null and made is not null order by position
                        """)
                .param("run", run)
                .query((row, _) -> {
                    UUID caseId = row.getObject("case_id", UUID.class);
                    UUID before = row.getObject("before", UUID.class);
                    return new Made(
                            row.getObject("made", UUID.class),
                            caseId == null ? null : new CaseId(caseId),
                            before == null ? null : new PersonId(before));
                })
                .list();
    }

    /** False when it was undone before. */
    boolean undone(UUID run) {
        return jdbc.sql("update bulk_run set undone_at = chosei_now() where id = :run and undone_at is null")
                        .param("run", run)
                        .update()
                == 1;
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }
}
