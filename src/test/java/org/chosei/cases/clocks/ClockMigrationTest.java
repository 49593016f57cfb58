package org.chosei.cases.clocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chosei.installation.Database;
import org.chosei.testing.TestDatabase;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A case that was opened before clocks had rules keeps when its details arrived and its target. */
class ClockMigrationTest {
    private static final String SCOPE =
            "select set_config('chosei.kind', 'system', true), set_config('chosei.purpose', 'backup', true);";
    private static final String SEALED = "00000000-0000-7000-8000-00000000000";

    private final Database database = TestDatabase.fresh();

    @Test
    void twoRowsOfAnOldClockBecomeItsStartAndItsEnd() throws SQLException {
        migrate("0311");
        StringBuilder old = new StringBuilder(
                "insert into vault_key (id, kind, wrapped) values ('" + SEALED + "1', 'installation', '\\x00');");
        old.append(
                "insert into sealed_item (id, key_id, bytes) values ('" + SEALED + "2', '" + SEALED + "1', '\\x00');");
        for (int i = 1; i <= 3; i++) {
            String id = "'00000000-0000-7000-8000-0000000000a" + i + "'";
            old.append(
                    "insert into coordination_case (id, number, tlp, title, product, summary, opened_at) values (" + id
                            + ", 'CHS-2026-0000" + i + "', 'AMBER', '" + SEALED + "2', '" + SEALED + "2', '" + SEALED
                            + "2', '2026-10-0" + i + "T09:00Z');");
            old.append("insert into case_clock (case_id, kind, at, rule) values (" + id
                    + ", 'details-received', '2026-10-0" + i + "T00:00Z', 'report'), (" + id
                    + ", 'publication-target', '2026-11-1" + i + "T00:00Z', '45-days');");
        }
        owner(old.toString(), null);
        migrate("0312");
        assertThat(owner("", """
                        select concat_ws(' ', kind, (started_at at time zone 'UTC')::date, (due_at at time zone 'UTC')::date,
                                         rule_version, set_by, (set_at at time zone 'UTC')::time)
                          from case_clock order by case_id
                        """))
                .containsExactly(
                        "ACCEPTANCE 2026-10-01 2026-11-11 1 system:backup 09:00:00",
                        "ACCEPTANCE 2026-10-02 2026-11-12 1 system:backup 09:00:00",
                        "ACCEPTANCE 2026-10-03 2026-11-13 1 system:backup 09:00:00");
    }

    private void migrate(String target) {
        Flyway.configure()
                .dataSource(database.ownerUrl(), database.ownerUser(), database.ownerPassword())
                .locations("classpath:db/migration")
                .placeholders(Map.of("app", database.appUser()))
                .target(target)
                .load()
                .migrate();
    }

    private List<String> owner(String sql, @Nullable String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        database.ownerUrl(), database.ownerUser(), database.ownerPassword());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(SCOPE + sql);
            List<String> found = new ArrayList<>();
            if (query != null) {
                try (ResultSet rows = statement.executeQuery(query)) {
                    while (rows.next()) {
                        found.add(rows.getString(1));
                    }
                }
            }
            connection.commit();
            return found;
        }
    }
}
