package org.chosei.registry;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The steps of imports that are being applied. */
@Repository
class ImportProgressStore {
    private final JdbcClient jdbc;

    ImportProgressStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Step(boolean running, int done, int all, Instant at) {}

    Optional<Step> newest(UUID id) {
        return jdbc.sql("""
                        select state, done, of_all, at from registry_import_progress
                         where import_id = :id order by id desc limit 1
                        """)
                .param("id", id)
                .query((row, _) -> new Step(
                        row.getString(1).equals("RUNNING"),
                        row.getInt(2),
                        row.getInt(3),
                        row.getObject(4, OffsetDateTime.class).toInstant()))
                .optional();
    }

    void add(UUID id, boolean running, int done, int all) {
        jdbc.sql("""
                        insert into registry_import_progress (import_id, state, done, of_all)
                        values (:id, :state, :done, :all)
                        """)
                .param("id", id)
                .param("state", running ? "RUNNING" : "STOPPED")
                .param("done", done)
                .param("all", Math.max(done, all))
                .update();
    }
}
