package org.chosei.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.chosei.installation.Database;
import org.chosei.installation.InstallationRefused;
import org.chosei.installation.Settings;
import org.chosei.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysOfADatabaseServerTest {
    @TempDir
    Path temporary;

    @Test
    void noNewKeyIsMadeWhereTheServerHoldsDataAlready() throws IOException {
        Settings settings = settings(TestDatabase.fresh());
        try (Server first = Server.start(settings)) {
            assertThat(first.masterKey().justMade()).isTrue();
        }
        for (String key : new String[] {"master.key", "checkpoint.key"}) {
            Path file = temporary.resolve("data/keys").resolve(key);
            byte[] content = Files.readAllBytes(file);
            Files.delete(file);
            assertThatThrownBy(() -> Server.start(settings))
                    .isInstanceOf(InstallationRefused.class)
                    .hasMessageContaining(key + " is missing");
            assertThat(file).doesNotExist();
            write(file, content);
        }
    }

    private Settings settings(Database server) throws IOException {
        return Settings.of(Map.of(
                "data-directory", temporary.resolve("data").toString(),
                "listen-port", "0",
                "mail.listen-port", "0",
                "database.url", server.ownerUrl(),
                "database.owner-user", server.ownerUser(),
                "database.owner-password-file", secret("owner", server.ownerPassword()),
                "database.app-user", server.appUser(),
                "database.app-password-file", secret("app", server.appPassword())));
    }

    private String secret(String name, String value) throws IOException {
        Path file = temporary.resolve(name);
        write(file, value.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return file.toString();
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.write(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
