package org.chosei.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.chosei.installation.MasterKey;
import org.chosei.installation.Settings;
import org.chosei.server.Server;
import org.chosei.testing.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackupCommandTest {
    @TempDir
    private static Path ground = Path.of("");

    private Path data = Path.of("");
    private Path settings = Path.of("");
    private Path passphrase = Path.of("");
    private Path taken = Path.of("");
    private Path keyless = Path.of("");
    private Said first = new Said(-1, "", "");

    private record Said(int exitCode, String out, String err) {}

    @BeforeAll
    void takeBackups() throws IOException {
        data = TestDatabase.dataDirectoryIn(ground);
        try (Server server = Server.start(
                Settings.of(Map.of("data-directory", data.toString(), "listen-port", "0", "mail.listen-port", "0")))) {
            assertThat(server.administratorLink()).isPresent();
        }
        settings = settingsFor(data);
        passphrase = ground.resolve("passphrase");
        Files.writeString(passphrase, "correct horse battery staple\n");
        Files.setPosixFilePermissions(passphrase, PosixFilePermissions.fromString("rw-------"));
        taken = ground.resolve("taken.zip");
        keyless = ground.resolve("keyless.zip");
        first = run("backup", settings, "--passphrase-file", passphrase, "--json", taken);
        assertThat(run("backup", settings, "--without-keys", keyless).exitCode())
                .isEqualTo(ExitCode.OK);
    }

    @Test
    void theResultIsOneJsonObjectOnStandardOutput() throws IOException {
        assertThat(first.exitCode()).isEqualTo(ExitCode.OK);
        JsonNode json = JsonMapper.shared().readTree(first.out());
        assertThat(first.out().strip().lines()).hasSize(1);
        assertThat(json.propertyNames())
                .containsExactlyInAnyOrder("file", "bytes", "takenAt", "tables", "rows", "withKeys", "masterKey");
        assertThat(json.get("file").asString()).isEqualTo(taken.toString());
        assertThat(json.get("bytes").asLong()).isEqualTo(Files.size(taken));
        assertThat(json.get("withKeys").asBoolean()).isTrue();
    }

    @Test
    void anExistingFileIsAConflict() {
        Said said = run("backup", settings, "--passphrase-file", passphrase, taken);
        assertThat(said.exitCode()).isEqualTo(ExitCode.CONFLICT);
        assertThat(said.err()).contains(taken.toString(), "not overwritten");
    }

    @Test
    void aPassphraseIsNeededAndNobodyIsThereToAsk() {
        Said said = run("backup", settings, ground.resolve("new.zip"));
        assertThat(said.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(said.err()).contains("--passphrase-file FILE", "--without-keys");
        assertThat(ground.resolve("new.zip")).doesNotExist();
    }

    @Test
    void contradictingOptionsAreWrongUsage() {
        assertThat(run("backup", settings, "--passphrase-file", passphrase, "--without-keys", "new.zip")
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(run("restore", settings, "--passphrase-file", passphrase, "--master-key", passphrase, taken)
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(run("restore", settings, "--checkpoint-key", passphrase, taken)
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aPassphraseThatEverybodyCanReadIsRefused() throws IOException {
        Path open = ground.resolve("open");
        Files.writeString(open, "correct horse battery staple\n");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        Said said = run("backup", settings, "--passphrase-file", open, ground.resolve("new.zip"));
        assertThat(said.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(said.err()).contains(open.toString(), "chmod o-rwx");
    }

    @Test
    void aBackupWithoutKeysIsRefusedWithTheNameOfTheKeyThatItNeeds() throws IOException {
        Path target = ground.resolve("without-key");
        Said said = run("restore", settingsFor(target), keyless);
        assertThat(said.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(said.err())
                .contains(
                        "taken without keys",
                        "--master-key FILE",
                        MasterKey.existing(data.resolve("keys")).fingerprint());
        assertThat(target).doesNotExist();
    }

    @Test
    void aFileThatIsNotThereIsNotFound() {
        assertThat(run("restore", settings, "--passphrase-file", passphrase, ground.resolve("none.zip"))
                        .exitCode())
                .isEqualTo(ExitCode.NOT_FOUND);
    }

    @Test
    void whereAnInstallationIsNothingIsRestored() {
        Said said = run("restore", settings, "--passphrase-file", passphrase, taken);
        assertThat(said.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(said.err()).contains(data.toString(), "is not empty", "data-directory");
    }

    @Test
    void restoresAndSaysHowManyMailsWait() throws IOException {
        Path target = ground.resolve("restored");
        Said said = run("restore", settingsFor(target), "--passphrase-file", passphrase, "--json", taken);
        assertThat(said.exitCode()).as(said.err()).isEqualTo(ExitCode.OK);
        JsonNode json = JsonMapper.shared().readTree(said.out());
        assertThat(json.get("dataDirectory").asString()).isEqualTo(target.toString());
        assertThat(json.get("waitingMails").asLong()).isZero();
        assertThat(json.get("newCheckpointKey").asBoolean()).isFalse();
        assertThat(target.resolve("database/PG_VERSION")).exists();
    }

    private static Path settingsFor(Path data) throws IOException {
        Path file = ground.resolve(data.getFileName() + ".conf");
        Files.write(file, List.of("data-directory = " + data));
        return file;
    }

    private static Said run(String command, Path settings, Object... more) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> arguments = new java.util.ArrayList<>(List.of(command, "--settings", settings.toString()));
        for (Object one : more) {
            arguments.add(one.toString());
        }
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.ENGLISH);
        try {
            int code = Main.commandLine(
                            Texts.in(Locale.ENGLISH), new PrintWriter(out, true), new PrintWriter(err, true))
                    .execute(arguments.toArray(String[]::new));
            return new Said(code, out.toString(), err.toString());
        } finally {
            Locale.setDefault(before);
        }
    }
}
