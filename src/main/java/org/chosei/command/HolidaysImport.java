package org.chosei.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.chosei.cases.clocks.HolidayFile;
import org.chosei.cases.clocks.HolidayProblem;
import org.chosei.cases.clocks.HolidaysByCommand;
import org.chosei.installation.AttachedDatabase;
import org.chosei.web.Messages;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Keeps the holidays of a table, all or none. */
@Command(name = "import")
final class HolidaysImport implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", descriptionKey = "chosei.holidays.import.file")
    private @Nullable Path file;

    @Option(names = "--dry-run")
    private boolean dryRun;

    @Mixin
    private SettingsOption settings = new SettingsOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final Texts texts = Texts.ofTerminal();
    private final Messages words = new Messages();

    @Override
    public Integer call() throws IOException, SQLException {
        CommandLog.warningsToStandardError();
        PrintWriter out = spec.commandLine().getOut();
        HolidayFile read =
                HolidayFile.read(Files.readAllBytes(Optional.ofNullable(file).orElseThrow()));
        for (HolidayProblem problem : read.problems()) {
            String sentence = words.text(texts.locale(), "deadlines.holiday-problem." + problem.code());
            out.println(texts.of("holidays.problem", String.valueOf(problem.row()), problem.value(), sentence));
        }
        if (!read.problems().isEmpty()) {
            out.println(texts.of("holidays.refused", read.problems().size()));
            return ExitCode.FAILED;
        }
        int days = read.holidays().size();
        if (dryRun) {
            out.println(texts.of("holidays.would-keep", days, read.charset()));
            return ExitCode.OK;
        }
        out.println(
                keep(read)
                        ? texts.of("holidays.kept", days, "SHA-256 " + read.sha256())
                        : texts.of("holidays.same", days));
        return ExitCode.OK;
    }

    private boolean keep(HolidayFile read) throws SQLException {
        try (AttachedDatabase attached = AttachedDatabase.of(settings.read());
                Connection connection = attached.asApp()) {
            return HolidaysByCommand.over(new SingleConnectionDataSource(connection, true), InstantSource.system())
                    .bring(read);
        }
    }
}
