package org.chosei.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chosei.installation.Settings;
import org.chosei.server.Server;
import org.chosei.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A table brought in by the operator, beside a running server and without one, and written out again. */
class RegistryCommandTest {
    private static final Charset WINDOWS_31J = Charset.forName("windows-31j");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path temporary;

    @Test
    void tableIsBroughtInAsAWholeBesideAServerAndWithoutOne() throws Exception {
        TestDatabase.dataDirectoryIn(temporary);
        Path settings = settings();
        Path good = file("good.csv", table("株式会社例", 1_200).getBytes(WINDOWS_31J));
        Path bad = file("bad.csv", (table("Other", 2) + "Third,General,nobody,\n").getBytes(UTF_8));
        Path result = temporary.resolve("result.csv");

        try (Server server = Server.start(Settings.of(values()))) {
            assertThat(server.port()).isPositive();
            assertThat(run("import", good, settings, "--dry-run", "--json"))
                    .as(err.toString())
                    .isZero();
            JsonNode dry = JsonMapper.shared().readTree(out.toString());
            assertThat(dry.get("ok").asBoolean()).isTrue();
            assertThat(dry.get("rows").asInt()).isEqualTo(1_200);
            assertThat(dry.get("added").asInt()).isZero();
            assertThat(dry.get("charset").asString()).isEqualTo("windows-31j");
            assertThat(dry.get("unread").get(0).asString()).isEqualTo("備考");

            assertThat(run("import", bad, settings, "--result", result.toString()))
                    .isEqualTo(ExitCode.FAILED);
            assertThat(out.toString())
                    .contains("row 4, Team e-mail: \"nobody\" is not an e-mail address", "nothing was written");
            assertThat(Files.readString(result)).contains("2,Other 0,ok,,,", "4,Third,problem,,Team e-mail,");

            assertThat(run("import", good, settings)).as(err.toString()).isZero();
            assertThat(err.toString()).contains("1,000 of 1,200", "1,200 of 1,200");
            assertThat(out.toString()).contains("Added: 1,200 organisations (SHA-256 ");
        }

        assertThat(run("import", good, settings, "--json"))
                .as("all of it is registered")
                .isEqualTo(ExitCode.FAILED);
        JsonNode again = JsonMapper.shared().readTree(out.toString());
        assertThat(again.get("added").asInt()).isZero();
        assertThat(again.at("/problems/0/code").asString()).isEqualTo("registered");
        assertThat(again.at("/problems/0/row").asInt()).isEqualTo(2);

        Path exported = temporary.resolve("exported.csv");
        assertThat(run("export", exported, settings, "--charset", "shift_jis"))
                .as(err.toString())
                .isZero();
        assertThat(Files.readString(exported, WINDOWS_31J)).contains("株式会社例 1199");
        assertThat(Files.readAllLines(exported, WINDOWS_31J)).hasSize(1_201);
        assertThat(run("export", exported, settings))
                .as("nothing is overwritten")
                .isEqualTo(ExitCode.CONFLICT);
        assertThat(run("export", temporary.resolve("x.csv"), settings, "--charset", "ebcdic"))
                .isEqualTo(ExitCode.USAGE);

        Path emoji = file("emoji.csv", (table("絵文字😀", 1)).getBytes(UTF_8));
        assertThat(run("import", emoji, settings)).as(err.toString()).isZero();
        Path lost = temporary.resolve("lost.csv");
        assertThat(run("export", lost, settings, "--charset", "shift_jis")).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("U+1F600", "cannot hold 1 characters");
        assertThat(lost).doesNotExist();
        assertThat(ledger("verify", "--settings", settings.toString()))
                .as(out.toString())
                .isZero();
    }

    @Test
    void whatIsMissingOrNoTableIsSaid() throws IOException {
        Path settings = settings();
        assertThat(run("import", temporary.resolve("none.csv"), settings)).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(run("import", file("empty.csv", new byte[0]), settings)).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("holds no rows below a header");
    }

    private static String table(String name, int rows) {
        return IntStream.range(0, rows)
                .mapToObj(i -> "%s %d,General,psirt@n%d%s.example,\n"
                        .formatted(name, i, i, Integer.toHexString(name.hashCode())))
                .collect(Collectors.joining("", "Name,Class,E-mail,備考\n", ""));
    }

    private Map<String, String> values() {
        return new CommandHome(temporary).values();
    }

    private Path settings() throws IOException {
        return new CommandHome(temporary).settings();
    }

    private Path file(String name, byte[] bytes) throws IOException {
        return new CommandHome(temporary).file(name, bytes);
    }

    private int run(String verb, Path file, Path settings, String... more) {
        List<String> all =
                new ArrayList<>(List.of("registry", verb, file.toString(), "--settings", settings.toString()));
        all.addAll(List.of(more));
        return execute(all.toArray(String[]::new));
    }

    private int ledger(String... arguments) {
        List<String> all = new ArrayList<>(List.of("ledger"));
        all.addAll(List.of(arguments));
        return execute(all.toArray(String[]::new));
    }

    private int execute(String... arguments) {
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
