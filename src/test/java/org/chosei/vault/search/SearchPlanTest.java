package org.chosei.vault.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chosei.testing.TestOrganisations.VENDOR_A;
import static org.chosei.testing.TestOrganisations.VENDOR_B;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.UUID;
import org.chosei.cases.CoordinatedCase;
import org.chosei.kernel.OrganisationId;
import org.chosei.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.core.env.Environment;

/** What PostgreSQL itself says of how it looks, with many rows there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchPlanTest {
    private static final int ROWS = 20_000;

    private final SearchRoom search = new SearchRoom();

    @BeforeAll
    void fill() throws SQLException {
        CoordinatedCase of = search.open("case", "case");
        for (OrganisationId vendor : new OrganisationId[] {VENDOR_A, VENDOR_B}) {
            search.thread(of.id(), vendor);
            try (Connection connection = above();
                    Statement statement = connection.createStatement()) {
                statement.execute("""
                        insert into search_entry (id, kind, subject, case_id, audience_id, sealed, tokens)
                        select uuidv7(), 'notice', gen_random_uuid(), a.case_id, a.id, '{}',
                               array_to_tsvector(array['kind:notice', 'v' || replace(a.organisation_id::text, '-', ''),
                                   'word' || lpad((i %% 1000)::text, 4, '0'), substr(md5(i::text), 1, 8),
                                   substr(md5(i::text), 9, 8)])
                          from audience a, generate_series(1, %d) i where a.case_id = '%s' and a.organisation_id = '%s'
                        """.formatted(ROWS, of.id(), vendor));
                statement.execute("analyze search_entry");
            }
        }
    }

    @AfterAll
    void stop() {
        search.close();
    }

    @Test
    void staffSearchesByTheIndex() throws SQLException {
        assertThat(plan(
                        "chosei.staff",
                        "yes",
                        "chosei.person",
                        UUID.randomUUID().toString()))
                .contains("Index Scan on search_entry_tokens")
                .doesNotContain("Seq Scan on search_entry");
    }

    @Test
    void aVendorSearchesByTheIndex() throws SQLException {
        assertThat(plan("chosei.organisation", VENDOR_A.toString(), "chosei.staff", ""))
                .contains("Index Scan on search_entry_tokens")
                .doesNotContain("Seq Scan on search_entry");
    }

    /** Plans of the statements inside of the functions too, as the extension that logs them writes them. */
    private String plan(String... settings) throws SQLException {
        StringBuilder plans = new StringBuilder();
        try (Connection connection = above();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("load 'auto_explain'");
            for (int i = 0; i < settings.length; i += 2) {
                statement.execute("select set_config('%s', '%s', true)".formatted(settings[i], settings[i + 1]));
            }
            statement.execute("set local auto_explain.log_min_duration = 0");
            statement.execute("set local auto_explain.log_nested_statements = on");
            statement.execute("set local client_min_messages = log");
            statement.execute("set local role "
                    + search.room
                            .application
                            .bean(Environment.class)
                            .getRequiredProperty("spring.datasource.username"));
            int found = 0;
            try (ResultSet rows = statement.executeQuery("""
                    select e.id from search_entry e where e.id = any(array(select search_hits('''word0077''', null, null, null, 10)))
                    """)) {
                while (rows.next()) {
                    found++;
                }
                for (SQLWarning each = statement.getWarnings(); each != null; each = each.getNextWarning()) {
                    plans.append(each.getMessage()).append('\n');
                }
            }
            assertThat(found).isEqualTo(10);
            connection.rollback();
        }
        return plans.toString();
    }

    private Connection above() throws SQLException {
        String url = search.room.application.bean(Environment.class).getRequiredProperty("spring.datasource.url");
        String name = url.replaceAll("^.*/([a-z0-9_]+)(\\?.*)?$", "$1");
        return TestDatabase.server().superuserConnection(name);
    }
}
