package org.chosei.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.chosei.registry.RegistryTable.Encoding;
import org.chosei.registry.RegistryTable.Written;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the organisations into a table. */
@Command(name = "export")
final class RegistryExport implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", descriptionKey = "chosei.registry.export.file")
    private @Nullable Path file;

    @Option(names = "--charset", defaultValue = "utf-8", paramLabel = "NAME")
    private String charset = "utf-8";

    @Mixin
    private SettingsOption settings = new SettingsOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final Texts texts = Texts.ofTerminal();

    @Override
    public Integer call() throws IOException, SQLException {
        CommandLog.warningsToStandardError();
        Encoding encoding = encoding();
        Path target = Optional.ofNullable(file).orElseThrow();
        if (Files.exists(target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        Written written =
                RegistryCommand.attached(settings.read(), registry -> registry.write(encoding, texts.locale()));
        if (!written.lost().isEmpty()) {
            PrintWriter err = spec.commandLine().getErr();
            written.lost()
                    .forEach(each -> err.println(
                            texts.of("registry.lost", each.organisation(), each.character(), each.codePoint())));
            throw new CommandFailure(
                    ExitCode.FAILED,
                    texts.of("registry.cannot-hold", written.lost().size()));
        }
        Files.write(target, written.bytes(), StandardOpenOption.CREATE_NEW);
        spec.commandLine().getOut().println(texts.of("registry.exported", written.organisations(), target));
        return ExitCode.OK;
    }

    private Encoding encoding() {
        return switch (charset.toLowerCase(Locale.ROOT)) {
            case "utf-8", "utf8" -> Encoding.UTF_8;
            case "shift_jis", "windows-31j" -> Encoding.SHIFT_JIS;
            default -> throw new ParameterException(spec.commandLine(), texts.of("registry.no-charset", charset));
        };
    }
}
