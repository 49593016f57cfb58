package org.chosei.registry.upkeep;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chosei.registry.upkeep.Drill.Whom;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Drills and the steps that staff took in them. */
@Repository
class DrillStore {
    private static final String DRILLS = """
            select d.id, d.roles, d.started_at, d.started_by,
                   (select array_agg(s.at order by s.at) from contact_drill_step s
                     where s.drill_id = d.id and s.step = 'REMINDED'),
                   (select s.at from contact_drill_step s where s.drill_id = d.id and s.step = 'ENDED'),
                   (select count(*) from contact_ask a where a.drill_id = d.id)
              from contact_drill d
            """;

    private final JdbcClient jdbc;

    DrillStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** False when there is one of this id already. */
    boolean add(UUID id, Whom whom) {
        return jdbc.sql("insert into contact_drill (id, roles) values (:id, :roles) on conflict do nothing")
                        .param("id", id)
                        .param("roles", whom.name())
                        .update()
                == 1;
    }

    /** Makes those who remind or end one drill wait for each other until the end of the transaction. */
    void lock(UUID drill) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:id, 0))")
                .param("id", "drill:" + drill)
                .query((_, _) -> true)
                .single();
    }

    /** False when that step was taken before. */
    boolean step(UUID id, UUID drill, String step) {
        return jdbc.sql("""
                                insert into contact_drill_step (id, drill_id, step) values (:id, :drill, :step)
                                on conflict do nothing
                                """)
                        .param("id", id)
                        .param("drill", drill)
                        .param("step", step)
                        .update()
                == 1;
    }

    Optional<Drill> find(UUID id) {
        return jdbc.sql(DRILLS + " where d.id = :id")
                .param("id", id)
                .query(DrillStore::drill)
                .optional();
    }

    /** Newest first, those before {@code before}. */
    List<Drill> page(@Nullable UUID before, int size) {
        return jdbc.sql(DRILLS + " where :before::uuid is null or d.id < :before::uuid order by d.id desc limit :size")
                .param("before", before, Types.OTHER)
                .param("size", size)
                .query(DrillStore::drill)
                .list();
    }

    private static Drill drill(ResultSet row, int number) throws SQLException {
        Array reminders = row.getArray(5);
        return new Drill(
                row.getObject(1, UUID.class),
                Whom.valueOf(row.getString(2)),
                row.getInt(7),
                row.getObject(3, OffsetDateTime.class).toInstant(),
                row.getString(4),
                reminders == null
                        ? List.of()
                        : Arrays.stream((Timestamp[]) reminders.getArray())
                                .map(Timestamp::toInstant)
                                .toList(),
                instant(row, 6));
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
