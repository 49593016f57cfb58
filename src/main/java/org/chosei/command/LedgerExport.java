package org.chosei.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.chosei.installation.AttachedDatabase;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes all chains into a file, to be verified elsewhere. */
@Command(name = "export")
final class LedgerExport implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", descriptionKey = "chosei.ledger.export.file")
    private @Nullable Path file;

    @Mixin
    private SettingsOption settings = new SettingsOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, SQLException {
        CommandLog.warningsToStandardError();
        Path target = Optional.ofNullable(file).orElseThrow();
        try (AttachedDatabase attached = AttachedDatabase.of(settings.read());
                OutputStream out = new BufferedOutputStream(
                        Files.newOutputStream(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
            LedgerOf.reading(attached, export -> {
                export.recordByCommand();
                export.write(null, false, line -> {
                    out.write(line);
                    out.write('\n');
                });
            });
        }
        spec.commandLine().getOut().println(Texts.ofTerminal().of("ledger.exported", target));
        return ExitCode.OK;
    }
}
