package org.chosei.cases.ending;

import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.chosei.kernel.CaseId;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of ends and of what came of what. */
@Repository
class EndStore {
    private final JdbcClient jdbc;

    EndStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<CaseEnd> find(CaseId caseId) {
        return jdbc.sql("""
                        select e.reason, e.words, e.merged_in, e.at, h.done_by
                          from case_end e left join case_hand h on h.row_id = e.case_id where e.case_id = :case
                        """)
                .param("case", caseId.value())
                .query((row, _) -> {
                    UUID words = row.getObject(2, UUID.class);
                    UUID merged = row.getObject(3, UUID.class);
                    return new CaseEnd(
                            CloseReason.of(row.getString(1)),
                            words == null ? null : new SealedId(words),
                            merged == null ? null : new CaseId(merged),
                            row.getObject(4, OffsetDateTime.class).toInstant(),
                            Objects.requireNonNullElse(row.getString(5), ""));
                })
                .optional();
    }

    /** Why those of them ended that did. One query. */
    Map<CaseId, CloseReason> reasons(Collection<CaseId> cases) {
        Map<CaseId, CloseReason> reasons = new HashMap<>();
        jdbc.sql("select case_id, reason from case_end where case_id = any(:cases::uuid[])")
                .param("cases", cases.stream().map(CaseId::value).toArray(UUID[]::new))
                .query(row -> {
                    reasons.put(new CaseId(row.getObject(1, UUID.class)), CloseReason.of(row.getString(2)));
                });
        return reasons;
    }

    /** False when it had ended before. */
    boolean add(CaseId caseId, CloseReason reason, @Nullable SealedId words, @Nullable CaseId mergedIn) {
        return jdbc.sql("""
                                with ended as (
                                    insert into case_end (case_id, reason, words, merged_in) values (:case, :reason, :words, :merged)
                                    on conflict do nothing returning case_id)
                                insert into case_hand (row_id) select case_id from ended
                                """)
                        .param("case", caseId.value())
                        .param("reason", reason.code())
                        .param("words", words == null ? null : words.value(), Types.OTHER)
                        .param("merged", mergedIn == null ? null : mergedIn.value(), Types.OTHER)
                        .update()
                == 1;
    }

    void relate(CaseId parent, CaseId child, Relative.Kind kind) {
        jdbc.sql("insert into case_relation (parent_id, child_id, kind) values (:parent, :child, :kind)")
                .param("parent", parent.value())
                .param("child", child.value())
                .param("kind", kind == Relative.Kind.MERGED ? "merged" : "split")
                .update();
    }

    /** The cases that came of this one, and those it came of. One query. */
    List<Relative> relatives(CaseId caseId) {
        return jdbc.sql("""
                        select c.id, c.number, r.kind, r.parent_id = :case as own
                          from case_relation r
                          join coordination_case c on c.id = case when r.parent_id = :case then r.child_id else r.parent_id end
                         where r.parent_id = :case or r.child_id = :case order by r.at, c.number
                        """)
                .param("case", caseId.value())
                .query((row, _) -> new Relative(
                        new CaseId(row.getObject(1, UUID.class)),
                        row.getString(2),
                        row.getString(3).equals("merged") ? Relative.Kind.MERGED : Relative.Kind.SPLIT,
                        row.getBoolean(4)))
                .list();
    }
}
