package org.chosei.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.chosei.installation.Database;
import org.chosei.testing.TestDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** An installation from before there were read marks: what was said until then is new to nobody who was there. */
class UnreadMigrationTest {
    private static final String ID = "00000000-0000-7000-8000-0000000000";
    /** An instant of 2025 and, in the id of the second message, one far ahead. */
    private static final String OLD = "01940000-0000-7000-8000-000000000001";

    private static final String NEW = "02ffffff-0000-7000-8000-000000000002";

    private final Database database = TestDatabase.fresh();

    @Test
    void onlyWhatWasSaidBeforeIsReadAndOnlyByWhoeverWasAMemberThen() throws SQLException {
        migrate("0400");
        owner("""
                select set_config('chosei.kind', 'system', true), set_config('chosei.purpose', 'backup', true);
                insert into vault_key (id, kind, wrapped) values ('ID01', 'installation', '\\x00');
                insert into sealed_item (id, key_id, bytes) values ('ID02', 'ID01', '\\x00');
                insert into organisation (id, kind, name_ja, name_en, registration_class) values ('ID03', 'COORDINATOR', '', 'CSIRT', null);
                insert into coordination_case (id, number, tlp, title, product, summary)
                values ('ID04', 'CHS-1', 'AMBER', 'ID02', 'ID02', 'ID02');
                insert into audience (id, case_id, kind) values ('ID05', 'ID04', 'staff');
                insert into thread (id, case_id, audience_id) values ('ID06', 'ID04', 'ID05');
                insert into message (id, thread_id, case_id, audience_id, organisation_id, via, body, posted_at)
                values ('OLD', 'ID06', 'ID04', 'ID05', 'ID03', 'web', 'ID02', '2025-01-01T00:00Z');
                insert into person (id, name, email, locale, created_at) values
                    ('ID07', 'There', 'there@csirt.example', 'en', '2024-01-01T00:00Z'),
                    ('ID08', 'Later', 'later@csirt.example', 'en', now() + interval '1 day');
                insert into membership (person_id, organisation_id, role, since) values
                    ('ID07', 'ID03', 'coordinator', '2024-01-01T00:00Z'),
                    ('ID08', 'ID03', 'coordinator', now() + interval '1 day');
                """);
        migrate("latest");
        assertThat(isNew(OLD, "07")).isFalse();
        assertThat(isNew(NEW, "07")).isTrue();
        assertThat(isNew(OLD, "08")).isTrue();
    }

    private boolean isNew(String message, String person) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select set_config('chosei.kind', 'person', true), set_config('chosei.person', '" + ID
                    + person + "', true), set_config('chosei.organisation', '" + ID + "03', true)");
            try (ResultSet row = statement.executeQuery("select '" + message + "'::uuid > unread_from()")) {
                assertThat(row.next()).isTrue();
                return row.getBoolean(1);
            }
        }
    }

    private void owner(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(sql.replace("'ID", "'" + ID).replace("'OLD'", "'" + OLD + "'"));
            connection.commit();
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(database.ownerUrl(), database.ownerUser(), database.ownerPassword());
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
}
