package org.chosei.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.installation.AttachedDatabase;
import org.chosei.installation.Settings;
import org.chosei.ledger.Checkpoints;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.server.Server;
import org.chosei.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands as an operator and an auditor run them: on a production server, beside it, and far from it. */
class LedgerCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path temporary;

    @Test
    void liveChainsAndAnExportAreVerifiedAndForgeriesNamed() throws Exception {
        Path data = TestDatabase.dataDirectoryIn(temporary);
        Path settings = temporary.resolve("chosei.conf");
        Map<String, String> values = Map.of(
                "base-url", "http://127.0.0.1:8080",
                "listen-port", "0",
                "mail.listen-port", "0",
                "data-directory", data.toString());
        Files.write(
                settings,
                values.entrySet().stream()
                        .map(each -> each.getKey() + " = " + each.getValue())
                        .toList());
        Path export = temporary.resolve("all.jsonl");
        Path key = data.resolve("keys/checkpoint.pub");

        try (Server server = Server.start(Settings.of(values))) {
            append(server, "test.first");
            append(server, "test.second");
            assertThat(run("ledger", "verify", "--settings", settings.toString(), "--json"))
                    .as("%s%s", out, err)
                    .isZero();
            JsonNode live = JsonMapper.shared().readTree(out.toString());
            assertThat(live.get("ok").asBoolean()).isTrue();
            assertThat(live.get("keysKnown").asBoolean()).isTrue();
            assertThat(live.get("anchored").asLong()).isPositive();
            assertThat(live.get("unsigned").asLong()).isZero();

            assertThat(run("ledger", "export", export.toString(), "--settings", settings.toString()))
                    .as(err.toString())
                    .isZero();
            assertThat(Files.readString(export)).contains("\"kind\":\"ledger.exported\"");
            assertThat(run("ledger", "export", export.toString(), "--settings", settings.toString()))
                    .as("nothing is overwritten")
                    .isEqualTo(ExitCode.CONFLICT);
        }

        assertThat(run("ledger", "verify", "--settings", settings.toString()))
                .as("without a server: %s%s", out, err)
                .isZero();
        assertThat(run("ledger", "verify", export.toString())).isZero();
        assertThat(out.toString()).contains("compare this id", "No checkpoint noted before was compared");
        assertThat(run(
                        "ledger",
                        "verify",
                        export.toString(),
                        "--key",
                        key.toString(),
                        "--anchor",
                        data.resolve("keys/checkpoints.log").toString()))
                .isZero();
        assertThat(out.toString()).contains("to be believed", "as they were noted", "Nothing was found");

        String noted = Files.readAllLines(data.resolve("keys/checkpoints.log"))
                .getFirst()
                .replace(' ', ':');
        assertThat(run("ledger", "verify", export.toString(), "--checkpoint", noted))
                .isZero();
        assertThat(run("ledger", "verify", export.toString(), "--checkpoint", noted.replace("1:", "999:")))
                .isEqualTo(ExitCode.FAILED);
        assertThat(out.toString()).contains("truncated");

        List<String> lines = Files.readAllLines(export);
        Path forged = temporary.resolve("forged.jsonl");
        Files.write(
                forged,
                lines.stream()
                        .map(line -> line.replace("test.second", "test.other"))
                        .toList());
        assertThat(run("ledger", "verify", forged.toString(), "--json")).isEqualTo(ExitCode.FAILED);
        JsonNode finding = JsonMapper.shared().readTree(out.toString()).at("/findings/0");
        assertThat(finding.get("finding").asString()).isEqualTo("edited");
        assertThat(finding.get("chain").asString()).isEqualTo(Ledger.INSTALLATION.toString());
        assertThat(finding.get("seq").asLong()).isPositive();
        assertThat(finding.get("message").asString()).contains("entry " + finding.get("seq"));

        tamper(settings);
        assertThat(run("ledger", "verify", "--settings", settings.toString())).isEqualTo(ExitCode.FAILED);
        assertThat(out.toString()).contains("edited", "Found: 1");
    }

    @Test
    void aMissingFileOrKeyIsNotFoundAndAWrongOneIsSaid() throws IOException {
        assertThat(run("ledger", "verify", temporary.resolve("none.jsonl").toString()))
                .isEqualTo(ExitCode.NOT_FOUND);
        Path text = Files.writeString(temporary.resolve("text"), "text\n");
        for (String option : List.of("--key", "--anchor")) {
            assertThat(run(
                            "ledger",
                            "verify",
                            text.toString(),
                            option,
                            temporary.resolve("none").toString()))
                    .as(option)
                    .isEqualTo(ExitCode.NOT_FOUND);
            assertThat(run("ledger", "verify", text.toString(), option, text.toString()))
                    .as(option)
                    .isEqualTo(ExitCode.FAILED);
        }
        assertThat(err.toString()).contains("is not an Ed25519 public key", "notes no checkpoint");
        assertThat(run("ledger", "verify", text.toString(), "--checkpoint", "1:abc"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(run("ledger", "verify", text.toString())).isEqualTo(ExitCode.FAILED);
        assertThat(out.toString()).contains("unreadable");
    }

    private static void append(Server server, String kind) {
        Scopes.as(
                new Scope.System(Purpose.SETUP),
                () -> server.part(TransactionOperations.class).execute(_ -> {
                    server.part(Ledger.class).append(Entry.ofInstallation(kind));
                    return true;
                }));
        server.part(Checkpoints.class).make();
    }

    private static void tamper(Path settings) throws SQLException {
        try (AttachedDatabase attached = AttachedDatabase.of(Settings.read(settings, Map.of()));
                var connection = attached.asOwner();
                var statement = connection.createStatement()) {
            statement.execute("select set_config('chosei.purpose', 'backup', false)");
            assertThat(statement.executeUpdate(
                            "update ledger_entry set kind = 'test.other' where kind = 'test.second'"))
                    .isEqualTo(1);
        }
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        Locale before = Locale.getDefault(Locale.Category.DISPLAY);
        Locale.setDefault(Locale.Category.DISPLAY, Locale.ENGLISH);
        try {
            return Main.commandLine(Texts.in(Locale.ENGLISH), new PrintWriter(out, true), new PrintWriter(err, true))
                    .execute(arguments);
        } finally {
            Locale.setDefault(Locale.Category.DISPLAY, before);
        }
    }
}
