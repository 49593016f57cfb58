package org.chosei.command;

import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ScopeType;

/**
 * The root of the command tree. Words are in {@code messages/command}: a command has {@code NAME.usage.header} (one
 * line) and {@code NAME.usage.footer.N} (its examples, which help shows first).
 */
@Command(
        name = "chosei",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Main.Version.class,
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            FormCommand.class,
            RegistryCommand.class,
            HolidaysCommand.class,
            LedgerCommand.class,
            BenchCommand.class,
            DrillCommand.class,
            WarmCommand.class
        })
public final class Main {
    private Main() {}

    /** Runs one command line and returns the {@link ExitCode}; nothing here starts Spring. */
    public static int run(String... arguments) {
        return commandLine(Texts.ofTerminal(), writer(System.out), writer(System.err))
                .setColorScheme(CommandLine.Help.defaultColorScheme(ansi(System.getenv(), isTerminal())))
                .execute(arguments);
    }

    static CommandLine commandLine(Texts texts, PrintWriter out, PrintWriter err) {
        Failures failures = new Failures(texts);
        CommandLine line = new CommandLine(new Main())
                .setResourceBundle(texts.bundle())
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
        line.setHelpSectionKeys(EXAMPLES_FIRST);
        return line;
    }

    /** Colour only for a person who looks at a terminal that can show it, and who did not say no. */
    static Ansi ansi(Map<String, String> environment, boolean terminal) {
        boolean refused = !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || environment.getOrDefault("TERM", "dumb").equals("dumb");
        return terminal && !refused ? Ansi.ON : Ansi.OFF;
    }

    private static final List<String> EXAMPLES_FIRST = List.of(
            UsageMessageSpec.SECTION_KEY_HEADER,
            UsageMessageSpec.SECTION_KEY_FOOTER_HEADING,
            UsageMessageSpec.SECTION_KEY_FOOTER,
            UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING,
            UsageMessageSpec.SECTION_KEY_SYNOPSIS,
            UsageMessageSpec.SECTION_KEY_DESCRIPTION_HEADING,
            UsageMessageSpec.SECTION_KEY_DESCRIPTION,
            UsageMessageSpec.SECTION_KEY_PARAMETER_LIST_HEADING,
            UsageMessageSpec.SECTION_KEY_PARAMETER_LIST,
            UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING,
            UsageMessageSpec.SECTION_KEY_OPTION_LIST,
            UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING,
            UsageMessageSpec.SECTION_KEY_COMMAND_LIST,
            UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST_HEADING,
            UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST);

    private static PrintWriter writer(OutputStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    private static boolean isTerminal() {
        return System.console() != null && System.console().isTerminal();
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                    .orElse("development");
            return new String[] {"Chosei " + version + " (Java " + Runtime.version() + ")"};
        }
    }
}
