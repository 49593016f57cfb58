package org.chosei.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.chosei.installation.Database;
import org.chosei.testing.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What holds of every table, read from PostgreSQL's own catalogue after all migrations. */
class TablesTest {
    /** Outside row-level security: the migrations' own history, to which the application role has no right. */
    private static final Set<String> ALLOWED = Set.of("flyway_schema_history");

    private static Database database;

    @BeforeAll
    static void migrate() {
        database = TestDatabase.migrated();
    }

    @Test
    void everyTableIsUnderForcedRowLevelSecurity() throws SQLException {
        assertThat(owner("""
                        select relname from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
                           and not (relrowsecurity and relforcerowsecurity)
                        """)).isSubsetOf(ALLOWED);
    }

    @Test
    void everyPolicyOfTheApplicationNamesWhoActs() throws SQLException {
        assertThat(owner("""
                        select tablename || '.' || policyname from pg_policies where schemaname = 'public'
                           and '%s' = any (roles)
                           and coalesce(qual, '') || coalesce(with_check, '') !~ '(scope_|visible_audiences|visible_cases|asked_cases|known_organisations|fellow_members)'
                        """.formatted(database.appUser()))).isEmpty();
    }

    @Test
    void whoDidItCannotBeSaidForAnother() throws SQLException {
        assertThat(owner("""
                        select c.relname || '.' || a.attname from pg_attrdef d join pg_class c on c.oid = d.adrelid
                          join pg_attribute a on a.attrelid = c.oid and a.attnum = d.adnum
                         where pg_get_expr(d.adbin, d.adrelid) like '%scope_actor()%'
                           and not exists (select from pg_policies p where p.tablename = c.relname
                                              and p.policyname = 'own_hand_' || a.attname and p.permissive = 'RESTRICTIVE')
                        """)).isEmpty();
    }

    @Test
    void theApplicationOwnsNothingAndCannotBypass() throws SQLException {
        assertThat(owner("select relname from pg_class where relowner = '" + database.appUser() + "'::regrole"))
                .isEmpty();
        assertThat(owner("select rolname from pg_roles where rolname = '" + database.appUser()
                        + "' and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)"))
                .isEmpty();
    }

    @Test
    void theApplicationDeletesNothingThatWasSaid() throws SQLException {
        assertThat(owner("""
                        select table_name from information_schema.role_table_grants
                         where grantee = '%s' and privilege_type in ('DELETE', 'TRUNCATE')
                        """.formatted(database.appUser()))).isSubsetOf("scheduled_tasks");
    }

    @Test
    void everyDefinerFunctionFixesItsSearchPath() throws SQLException {
        assertThat(owner("""
                        select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef
                           and not exists (select from unnest(proconfig) as c where c like 'search_path=%')
                        """)).isEmpty();
    }

    @Test
    void withoutAScopeNothingIsVisible() throws SQLException {
        List<String> visible = new ArrayList<>();
        for (String table :
                owner("select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace")) {
            // the scheduler claims its rows with no scope bound; they hold ids and times, no content
            if (!table.equals("scheduled_tasks") && mayRead(table)) {
                assertThat(app("select 'row' from " + table + " limit 1"))
                        .as(table)
                        .isEmpty();
                visible.add(table);
            }
        }
        assertThat(visible).as("tables looked at").hasSizeGreaterThan(20);
    }

    private static boolean mayRead(String table) throws SQLException {
        return owner("select has_table_privilege('" + database.appUser() + "', '" + table + "', 'select')::text")
                .contains("true");
    }

    private static List<String> owner(String sql) throws SQLException {
        return query(database.ownerUrl(), database.ownerUser(), database.ownerPassword(), sql);
    }

    private static List<String> app(String sql) throws SQLException {
        return query(database.appUrl(), database.appUser(), database.appPassword(), sql);
    }

    private static List<String> query(String url, String user, String password, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }
}
