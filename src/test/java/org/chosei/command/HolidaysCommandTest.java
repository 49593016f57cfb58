package org.chosei.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.chosei.installation.Settings;
import org.chosei.server.Server;
import org.chosei.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Cabinet Office's table brought in by the operator. */
class HolidaysCommandTest {
    private static final String TABLE = "国民の祝日・休日月日,国民の祝日・休日名称\r\n2027/1/1,元日\r\n2027/1/11,成人の日\r\n";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path temporary;

    @Test
    void tableIsKeptAsAWholeOrNotAtAll() throws Exception {
        TestDatabase.dataDirectoryIn(temporary);
        Path settings = settings();
        Server.start(Settings.of(values())).close();
        Path good = file("good.csv", TABLE.getBytes(Charset.forName("windows-31j")));
        Path bad = file("bad.csv", (TABLE + "2027/13/1,ない日\r\n").getBytes(UTF_8));

        assertThat(run(good, settings, "--dry-run")).as(err.toString()).isZero();
        assertThat(out.toString()).contains("2 holidays (windows-31j), no problem", "Nothing was written");
        assertThat(run(bad, settings)).isEqualTo(ExitCode.FAILED);
        assertThat(out.toString()).contains("row 4, \"2027/13/1\": This is not a date", "nothing was kept");
        assertThat(run(good, settings)).as(err.toString()).isZero();
        assertThat(out.toString()).as("nothing was kept before").contains("Kept: 2 holidays (SHA-256 ");
        assertThat(run(good, settings)).isZero();
        assertThat(out.toString()).contains("were kept before");
    }

    @Test
    void whatIsNoTableIsSaid() throws IOException {
        assertThat(run(temporary.resolve("none.csv"), settings())).isEqualTo(ExitCode.NOT_FOUND);
        Path headless = file("headless.csv", "2027/1/1,元日\n2027/1/11,成人の日\n".getBytes(UTF_8));
        assertThat(run(headless, settings())).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("must be a header");
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

    private int run(Path file, Path settings, String... more) {
        List<String> all =
                new ArrayList<>(List.of("holidays", "import", file.toString(), "--settings", settings.toString()));
        all.addAll(List.of(more));
        out.getBuffer().setLength(0);
        Locale before = Locale.getDefault(Locale.Category.DISPLAY);
        Locale.setDefault(Locale.Category.DISPLAY, Locale.ENGLISH);
        try {
            return Main.commandLine(Texts.in(Locale.ENGLISH), new PrintWriter(out, true), new PrintWriter(err, true))
                    .execute(all.toArray(String[]::new));
        } finally {
            Locale.setDefault(Locale.Category.DISPLAY, before);
        }
    }
}
