package org.chosei.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.chosei.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedPostgresTest {
    private final Database database = TestDatabase.fresh();

    @ParameterizedTest
    @CsvSource({
        "fsync, on",
        "synchronous_commit, on",
        "full_page_writes, on",
        "data_checksums, on",
        "log_timezone, UTC",
        "server_encoding, UTF8",
        "listen_addresses, 127.0.0.1",
        "password_encryption, scram-sha-256",
        "unix_socket_permissions, 0700",
        "log_error_verbosity, terse"
    })
    void runsDurableAndPrivate(String setting, String value) throws SQLException {
        try (Connection connection = asOwner()) {
            assertThat(show(connection, setting)).isEqualTo(value);
        }
    }

    @Test
    void theBinariesAreOfTheVersionThatTheirDirectoryIsNamedAfter() throws SQLException {
        try (Connection connection = asOwner()) {
            String[] parts = PostgresBinaries.VERSION.split("\\.", -1);
            assertThat(show(connection, "server_version")).isEqualTo(parts[0] + "." + parts[1]);
            assertThat(parts[0]).isEqualTo(Integer.toString(PostgresBinaries.MAJOR));
        }
    }

    @Test
    void everyWayInAsksForAPassword() throws SQLException {
        try (Connection connection = TestDatabase.server().superuserConnection("postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select distinct auth_method from pg_hba_file_rules")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("scram-sha-256");
            assertThat(rows.next()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "chosei_owner", "chosei_app"})
    void aWrongOrMissingPasswordIsRefused(String role) {
        assertThatThrownBy(() -> DriverManager.getConnection(database.appUrl(), role, "guess"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
        assertThatThrownBy(() -> DriverManager.getConnection(database.appUrl(), role, ""))
                .isInstanceOf(SQLException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chosei_owner", "chosei_app"})
    void neitherRoleCanBypassRowLevelSecurityOrMakeRoles(String role) throws SQLException {
        String sql = """
                select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication
                from pg_roles where rolname = ?
                """;
        try (Connection connection = asOwner();
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, role);
            try (ResultSet row = statement.executeQuery()) {
                assertThat(row.next()).isTrue();
                assertThat(row.getBoolean(1)).isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table mine (a int)",
                "create temporary table mine (a int)",
                "create schema mine",
                "create function mine() returns int language sql return 1"
            })
    void theApplicationCanCreateNothing(String sql) throws SQLException {
        try (Connection connection = asApp();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute(sql)).hasMessageContaining("permission denied");
        }
    }

    @Test
    void theOwnerCanCreateWhatMigrationsNeed() throws SQLException {
        try (Connection connection = asOwner();
                Statement statement = connection.createStatement()) {
            statement.execute("create schema rooms");
            statement.execute("create table rooms.one (a int)");
            statement.execute("create extension btree_gin");
            statement.execute("grant usage on schema rooms to chosei_app");
            statement.execute("grant select on rooms.one to chosei_app");
        }
        try (Connection connection = asApp();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select a from rooms.one")) {
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void whatWasCommittedIsThereAfterARestart(@TempDir Path temporary) throws Exception {
        try (DataDirectory directory = DataDirectory.open(TestDatabase.dataDirectoryIn(temporary))) {
            try (EmbeddedPostgres first = EmbeddedPostgres.start(directory)) {
                sql(first.database(), "create table kept as select 42 as answer");
            }
            try (EmbeddedPostgres second = EmbeddedPostgres.start(directory);
                    Connection connection = owner(second.database());
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select answer from kept")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getInt(1)).isEqualTo(42);
            }
        }
    }

    @Test
    void aSocketPathThatIsTooLongMovesToAPrivateTemporaryDirectory(@TempDir Path temporary) throws Exception {
        Path deep = temporary.resolve("x".repeat(60)).resolve("y".repeat(60));
        try (DataDirectory directory = DataDirectory.open(deep)) {
            Path socket;
            try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
                assertThat(postgres.isRunning()).isTrue();
                socket = Path.of(Files.readString(directory.run().resolve("postgres.socket-directory"))
                        .strip());
                assertThat(socket).isNotEqualTo(directory.run());
                assertThat(Modes.of(socket)).isEqualTo("rwx------");
            }
            assertThat(socket).doesNotExist();
        }
    }

    @Test
    void everyFileOfTheDataDirectoryIsClosedToOtherUsers(@TempDir Path temporary) throws Exception {
        Path root = temporary.resolve("data");
        try (DataDirectory directory = DataDirectory.open(root);
                EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
            assertThat(postgres.isRunning()).isTrue();
            for (String name : new String[] {"", "database", "runtime", "run", "keys", "log"}) {
                assertThat(Modes.of(root.resolve(name))).as(name).isEqualTo("rwx------");
            }
            for (String name : new String[] {"keys/database-owner.password", "log/postgres.log", "run/lock"}) {
                assertThat(Modes.of(root.resolve(name))).as(name).isEqualTo("rw-------");
            }
        }
    }

    @Test
    void aDatabaseOfAnotherMajorVersionIsRefused(@TempDir Path temporary) throws Exception {
        try (DataDirectory directory = DataDirectory.open(TestDatabase.dataDirectoryIn(temporary))) {
            EmbeddedPostgres.start(directory).close();
            Files.writeString(directory.database().resolve("PG_VERSION"), "17\n");
            assertThatThrownBy(() -> EmbeddedPostgres.start(directory))
                    .isInstanceOf(InstallationRefused.class)
                    .hasMessageContainingAll(
                            directory.database().toString(), "PostgreSQL 17", "PostgreSQL 18", "chosei backup");
        }
    }

    @Test
    void aDatabaseWhosePasswordsAreMissingIsRefusedByName(@TempDir Path temporary) throws Exception {
        try (DataDirectory directory = DataDirectory.open(TestDatabase.dataDirectoryIn(temporary))) {
            EmbeddedPostgres.start(directory).close();
            Files.delete(directory.keys().resolve("database-app.password"));
            assertThatThrownBy(() -> EmbeddedPostgres.start(directory))
                    .isInstanceOf(InstallationRefused.class)
                    .hasMessageContaining("database-app.password is missing");
        }
    }

    private Connection asOwner() throws SQLException {
        return owner(database);
    }

    private Connection asApp() throws SQLException {
        return DriverManager.getConnection(database.appUrl(), database.appUser(), database.appPassword());
    }

    private static Connection owner(Database database) throws SQLException {
        return DriverManager.getConnection(database.ownerUrl(), database.ownerUser(), database.ownerPassword());
    }

    private static void sql(Database database, String sql) throws SQLException {
        try (Connection connection = owner(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String show(Connection connection, String setting) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show " + setting)) {
            row.next();
            return row.getString(1);
        }
    }
}
