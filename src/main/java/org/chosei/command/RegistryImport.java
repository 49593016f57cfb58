package org.chosei.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.chosei.registry.ImportColumn;
import org.chosei.registry.ImportProblem;
import org.chosei.registry.ImportSheet;
import org.chosei.registry.ImportWords;
import org.chosei.registry.RegistryByCommand.Outcome;
import org.chosei.web.Messages;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Adds the organisations of a table, all or none. */
@Command(name = "import")
final class RegistryImport implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", descriptionKey = "chosei.registry.import.file")
    private @Nullable Path file;

    @Option(names = "--dry-run")
    private boolean dryRun;

    @Option(names = "--result", paramLabel = "FILE")
    private @Nullable Path result;

    @Option(names = "--json")
    private boolean json;

    @Mixin
    private SettingsOption settings = new SettingsOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final Texts texts = Texts.ofTerminal();
    private final ImportWords words = new ImportWords(new Messages());

    @Override
    public Integer call() throws IOException, SQLException {
        CommandLog.warningsToStandardError();
        Path table = Optional.ofNullable(file).orElseThrow();
        if (result != null && Files.exists(result)) {
            throw new FileAlreadyExistsException(result.toString());
        }
        PrintWriter err = spec.commandLine().getErr();
        err.println(texts.of("registry.reading", table));
        ImportSheet sheet = ImportSheet.read(Files.readAllBytes(table));
        Outcome outcome = RegistryCommand.attached(
                settings.read(),
                registry -> registry.bring(
                        sheet,
                        dryRun,
                        texts.locale(),
                        (done, all) -> err.println(texts.of("registry.progress", done, all))));
        if (result != null) {
            Files.writeString(result, "\uFEFF" + outcome.result(), UTF_8, StandardOpenOption.CREATE_NEW);
        }
        if (json) {
            spec.commandLine().getOut().println(JsonMapper.shared().writeValueAsString(figures(table, outcome)));
        } else {
            print(outcome);
        }
        return outcome.problems().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    private void print(Outcome outcome) {
        PrintWriter out = spec.commandLine().getOut();
        if (!outcome.unread().isEmpty()) {
            out.println(texts.of("registry.unread", String.join(", ", outcome.unread())));
        }
        for (ImportProblem problem : outcome.problems()) {
            ImportColumn column = problem.column();
            String sentence = words.sentence(problem, texts.locale());
            String row = String.valueOf(problem.row());
            out.println(
                    column == null
                            ? texts.of("registry.problem-of-row", row, sentence)
                            : texts.of("registry.problem", row, words.label(column, texts.locale()), sentence));
        }
        int rows = outcome.sheet().rows().size();
        if (!outcome.problems().isEmpty()) {
            out.println(texts.of("registry.not-added", rows, outcome.problems().size()));
        } else if (dryRun) {
            out.println(texts.of("registry.would-add", rows));
        } else {
            out.println(texts.of(
                    "registry.added",
                    outcome.added(),
                    "SHA-256 " + outcome.sheet().sha256()));
        }
    }

    private Figures figures(Path table, Outcome outcome) {
        return new Figures(
                table.toString(),
                outcome.sheet().sha256(),
                outcome.sheet().charset(),
                outcome.sheet().rows().size(),
                outcome.added(),
                dryRun,
                outcome.problems().isEmpty(),
                outcome.unread(),
                outcome.problems().stream()
                        .map(each -> new Problem(
                                each.row(), each.column(), each.code(), words.sentence(each, texts.locale())))
                        .toList());
    }

    record Figures(
            String file,
            String sha256,
            String charset,
            int rows,
            int added,
            boolean dryRun,
            boolean ok,
            List<String> unread,
            List<Problem> problems) {}

    record Problem(int row, @Nullable ImportColumn column, String code, String message) {}
}
