package org.chosei.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.chosei.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttachedDatabaseTest {
    @TempDir
    Path temporary;

    private Path data = Path.of("");

    @BeforeEach
    void makeDataDirectory() throws IOException {
        data = TestDatabase.dataDirectoryIn(temporary);
    }

    @Test
    void usesTheDatabaseOfARunningServerAndLeavesItRunning() throws Exception {
        try (ChildServer server = ChildServer.start(data)) {
            try (AttachedDatabase attached = AttachedDatabase.of(settings())) {
                assertThat(userOf(attached.asOwner())).isEqualTo("chosei_owner");
                assertThat(userOf(attached.asApp())).isEqualTo("chosei_app");
                assertThat(attached.database().ownerUrl()).isEqualTo(server.said.split(" ")[2]);
            }
            try (AttachedDatabase again = AttachedDatabase.of(settings())) {
                assertThat(userOf(again.asApp())).isEqualTo("chosei_app");
            }
        }
    }

    @Test
    void startsTheDatabaseOfAStoppedServerAndStopsItAgain() throws Exception {
        makeInstallation();
        try (AttachedDatabase attached = AttachedDatabase.of(settings())) {
            assertThat(userOf(attached.asOwner())).isEqualTo("chosei_owner");
            assertThat(attached.keys()).isEqualTo(data.toRealPath().resolve("keys"));
            assertThatThrownBy(() -> DataDirectory.open(data)).isInstanceOf(InstallationRefused.class);
        }
        assertThat(data.resolve("database/postmaster.pid")).doesNotExist();
        DataDirectory.open(data).close();
    }

    @Test
    void aKilledServerIsTakenOver() throws Exception {
        try (ChildServer server = ChildServer.start(data)) {
            server.kill();
            try (AttachedDatabase attached = AttachedDatabase.of(settings())) {
                assertThat(userOf(attached.asOwner())).isEqualTo("chosei_owner");
            }
        }
    }

    @Test
    void makesNoInstallationWhereThereIsNone() {
        Path nowhere = temporary.resolve("nowhere");
        assertThatThrownBy(() -> AttachedDatabase.of(Settings.of(Map.of("data-directory", nowhere.toString()))))
                .isInstanceOf(InstallationRefused.class)
                .hasMessageContaining("no installation of Chosei in " + nowhere);
        assertThat(nowhere).doesNotExist();
    }

    @Test
    void makesNoDatabaseWhereThereAreOnlyKeys() {
        DataDirectory.open(data).close();
        assertThatThrownBy(() -> AttachedDatabase.of(settings()))
                .isInstanceOf(InstallationRefused.class)
                .hasMessageContaining("holds no database yet");
        assertThat(data.resolve("database")).doesNotExist();
    }

    @Test
    void anotherUsersInstallationIsLeftAlone() throws Exception {
        if (!System.getProperty("user.name").equals("root")) {
            // who cannot give a directory away finds one that belongs to somebody else
            assertThatThrownBy(() -> DataDirectory.refuseOtherUsers(Path.of("/")))
                    .isInstanceOf(InstallationRefused.class)
                    .hasMessageContainingAll("belongs to the user root", "runuser -u root");
            return;
        }
        makeInstallation();
        Files.setOwner(
                data, data.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        assertThatThrownBy(() -> AttachedDatabase.of(settings()))
                .isInstanceOf(InstallationRefused.class)
                .hasMessageContainingAll("belongs to the user nobody", "runuser -u nobody");
    }

    @Test
    void anOperatorsServerIsUsedAsItIsNamed() throws Exception {
        DataDirectory.open(data).close();
        Database server = TestDatabase.fresh();
        try (AttachedDatabase attached = AttachedDatabase.of(Settings.of(Map.of(
                "data-directory", data.toString(),
                "database.url", server.ownerUrl(),
                "database.owner-user", server.ownerUser(),
                "database.owner-password-file", secret("owner", server.ownerPassword()),
                "database.app-user", server.appUser(),
                "database.app-password-file", secret("app", server.appPassword()))))) {
            assertThat(attached.database()).isEqualTo(server);
            assertThat(userOf(attached.asOwner())).isEqualTo("chosei_owner");
        }
    }

    private Settings settings() {
        return Settings.of(Map.of("data-directory", data.toString()));
    }

    private void makeInstallation() {
        try (DataDirectory directory = DataDirectory.open(data)) {
            EmbeddedPostgres.start(directory).close();
        }
    }

    private String secret(String name, String value) throws IOException {
        Path file = temporary.resolve(name);
        PrivateFiles.write(file, value + "\n");
        return file.toString();
    }

    private static String userOf(Connection opened) throws SQLException {
        try (Connection connection = opened;
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select current_user")) {
            row.next();
            return row.getString(1);
        }
    }
}
