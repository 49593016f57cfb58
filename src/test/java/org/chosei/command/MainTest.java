package org.chosei.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.concurrent.Callable;
import org.chosei.installation.InstallationRefused;
import org.chosei.kernel.Refusal;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void anUnknownCommandIsWrongUsageAndTheNearestIsSuggested() {
        assertThat(run(Locale.ENGLISH, "benhc")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains("there is no command \"benhc\"", "Did you mean: bench?", "See: chosei --help");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void anUnknownOptionIsWrongUsageAndTheNearestIsSuggested() {
        assertThat(run(Locale.ENGLISH, "bench", "start", "--jsn")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--jsn", "Did you mean: --json?", "See: chosei bench start --help");
    }

    @Test
    void aGroupWithoutACommandAsksForOne() {
        assertThat(run(Locale.ENGLISH)).isEqualTo(ExitCode.USAGE);
        assertThat(run(Locale.ENGLISH, "bench")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("name a command", "See: chosei --help", "See: chosei bench --help");
    }

    @Test
    void benchOfNoOrganisationsIsRefusedBeforeAnythingStarts() {
        assertThat(run(Locale.ENGLISH, "bench", "registry", "--organisations", "0"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("a number from 1 to 20,000");
    }

    @Test
    void refusesARunCountThatMeasuresNothing() {
        assertThat(run(Locale.ENGLISH, "bench", "start", "--runs", "0")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void everyDrillHasItsLineInBothLanguagesAndANameThatDoesNotExistIsWrongUsage() {
        for (Locale locale : List.of(Locale.ENGLISH, Locale.JAPANESE)) {
            assertThat(DrillCommand.DRILLS)
                    .allSatisfy(drill -> assertThat(Texts.in(locale).of("drill." + drill.name(), drill.times()))
                            .isNotBlank());
        }
        assertThat(run(Locale.ENGLISH, "drill")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("intake-killed");
        assertThat(run(Locale.ENGLISH, "drill", "intake-kild")).isEqualTo(ExitCode.USAGE);
        assertThat(run(Locale.ENGLISH, "drill", "intake-killed", "--times", "0"))
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void messagesAndHelpFollowTheLanguageOfTheTerminal() {
        assertThat(run(Locale.JAPAN, "benhc")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("というコマンドはありません", "もしかして: bench");
        assertThat(run(Locale.JAPAN, "--help")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("使い方:", "終了コード:");
    }

    @Test
    void helpGoesToStandardOutputWithExamplesBeforeTheSynopsis() {
        assertThat(run(Locale.ENGLISH, "bench", "start", "--help")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("Examples:", "Usage:");
        assertThat(out.toString().indexOf("Examples:"))
                .isLessThan(out.toString().indexOf("Usage:"));
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void versionNamesProductAndJava() {
        assertThat(run(Locale.ENGLISH, "--version")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).startsWith("Chosei ").contains("Java " + Runtime.version());
    }

    @Test
    void everyCommandHasItsLineAndItsExamplesInBothLanguages() {
        for (Locale locale : List.of(Locale.ENGLISH, Locale.JAPANESE)) {
            ResourceBundle words = Texts.in(locale).bundle();
            for (CommandLine command : tree(line(locale))) {
                String name = command.getCommandSpec().qualifiedName(".");
                assertThat(words.keySet())
                        .as("%s in %s", name, locale)
                        .contains(name + ".usage.header", name + ".usage.footer.0");
            }
        }
    }

    @Test
    void bothLanguagesHaveTheSameKeys() {
        assertThat(Texts.in(Locale.JAPANESE).bundle().keySet())
                .isEqualTo(Texts.in(Locale.ENGLISH).bundle().keySet());
    }

    @Test
    void failuresBecomeWordsAndExitCodes() {
        assertThat(failWith(new NoSuchFileException("form.txt"))).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(failWith(new AccessDeniedException("key"))).isEqualTo(ExitCode.DENIED);
        assertThat(failWith(new SQLTransientConnectionException("starting up"))).isEqualTo(ExitCode.TRY_AGAIN);
        assertThat(failWith(new CommandFailure(ExitCode.PARTLY_DONE, "two of three")))
                .isEqualTo(ExitCode.PARTLY_DONE);
        assertThat(failWith(new IllegalStateException("outer", new IllegalStateException("inner"))))
                .isEqualTo(ExitCode.FAILED);
        assertThat(failWith(new InstallationRefused(List.of("no key", "no database"))))
                .isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("no key" + System.lineSeparator() + "no database");
        assertThat(err.toString()).contains("form.txt", "key", "starting up", "two of three", "outer", "inner");
        assertThat(err.toString()).doesNotContain("\tat ");
    }

    @Test
    void refusalsKeepTheirWordsAndGetTheirExitCode() {
        assertThat(failWith(new Refusal.NotFound())).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(failWith(new Refusal.TooMany(30))).isEqualTo(ExitCode.TRY_AGAIN);
        assertThat(failWith(new Refusal.NotPermitted("not-found"))).isEqualTo(ExitCode.DENIED);
        assertThat(failWith(new Refusal.Stale("not-found"))).isEqualTo(ExitCode.CONFLICT);
        assertThat(failWith(new Refusal.Invalid("label", "tlp-unknown", "PINK")))
                .isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("Wait 30 seconds", "PINK");
    }

    @Test
    void colourNeedsATerminalThatCanAndAPersonWhoDidNotRefuse() {
        assertThat(Main.ansi(Map.of("TERM", "xterm"), true)).isEqualTo(Ansi.ON);
        assertThat(Main.ansi(Map.of("TERM", "xterm"), false)).isEqualTo(Ansi.OFF);
        assertThat(Main.ansi(Map.of("TERM", "dumb"), true)).isEqualTo(Ansi.OFF);
        assertThat(Main.ansi(Map.of(), true)).isEqualTo(Ansi.OFF);
        assertThat(Main.ansi(Map.of("TERM", "xterm", "NO_COLOR", "1"), true)).isEqualTo(Ansi.OFF);
        assertThat(Main.ansi(Map.of("TERM", "xterm", "NO_COLOR", ""), true)).isEqualTo(Ansi.ON);
    }

    private int failWith(Exception failure) {
        return line(Locale.ENGLISH)
                .addSubcommand(new Failing(failure))
                .setErr(new PrintWriter(err, true))
                .execute("failing");
    }

    private int run(Locale locale, String... arguments) {
        return line(locale).execute(arguments);
    }

    private CommandLine line(Locale locale) {
        return Main.commandLine(Texts.in(locale), new PrintWriter(out, true), new PrintWriter(err, true));
    }

    private static List<CommandLine> tree(CommandLine root) {
        List<CommandLine> commands = new ArrayList<>(List.of(root));
        for (CommandLine child : root.getSubcommands().values()) {
            commands.addAll(tree(child));
        }
        return commands;
    }

    @Command(name = "failing")
    private record Failing(Exception failure) implements Callable<Integer> {
        @Override
        public Integer call() throws Exception {
            throw failure;
        }
    }
}
