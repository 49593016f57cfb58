package org.chosei.command;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Makes faults on purpose and prints for each drill one line: what was counted, and whether every mark holds. */
@Command(name = "drill")
final class DrillCommand implements Callable<Integer> {
    static final List<Drill> DRILLS = List.of(
            new DrillIntakeKilled(),
            new DrillIntakeSync(),
            new DrillSameMail(),
            new DrillHostileMail(),
            new DrillBombs(),
            new DrillWaveKilled(),
            new DrillRelayFaults(),
            new DrillDiskFull());
    private static final int MOST = 1_000_000;

    @Parameters(paramLabel = "NAME", arity = "0..*", descriptionKey = "chosei.drill.names")
    private @Nullable List<String> names;

    @Option(names = "--times", paramLabel = "N", descriptionKey = "chosei.drill.times")
    private @Nullable Integer times;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", descriptionKey = "chosei.drill.seed")
    private long seed;

    @Option(names = "--json", descriptionKey = "chosei.drill.json")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        CommandSpec command = Optional.ofNullable(spec).orElseThrow();
        Texts texts = Texts.ofTerminal();
        PrintWriter out = command.commandLine().getOut();
        if (names == null) {
            DRILLS.forEach(
                    drill -> out.println(drill.name() + "  " + texts.of("drill." + drill.name(), drill.times())));
            return ExitCode.OK;
        }
        if (times != null && (times < 1 || times > MOST)) {
            throw new ParameterException(command.commandLine(), texts.of("drill.number", MOST));
        }
        List<Drill> chosen =
                names.stream().map(name -> named(name, command, texts)).toList();
        CommandLog.warningsToStandardError();
        boolean passed = true;
        for (Drill drill : chosen) {
            Result result = made(drill, texts, command.commandLine().getErr());
            out.println(json ? JsonMapper.shared().writeValueAsString(result) : result.words());
            passed &= result.passed();
        }
        return passed ? ExitCode.OK : ExitCode.FAILED;
    }

    private static Drill named(String name, CommandSpec command, Texts texts) {
        Drill drill = DRILLS.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        command.commandLine(),
                        texts.of(
                                "drill.unknown",
                                name,
                                DRILLS.stream().map(Drill::name).collect(Collectors.joining(", ")))));
        String missing = drill.needs().stream()
                .filter(program -> !Files.isExecutable(program))
                .map(Path::toString)
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new CommandFailure(ExitCode.FAILED, texts.of("drill.needs", name, missing));
        }
        return drill;
    }

    private Result made(Drill drill, Texts texts, PrintWriter err) throws Exception {
        int often = Optional.ofNullable(times).orElse(drill.times());
        long start = System.nanoTime();
        List<Mark> marks = drill.make(new DrillRun(texts, err, often, seed));
        double seconds = Bench.rounded((System.nanoTime() - start) / 1e9);
        return new Result(drill.name(), often, seed, seconds, marks.stream().allMatch(Mark::holds), marks);
    }

    /** One line of the output. */
    record Result(String drill, int times, long seed, double seconds, boolean passed, List<Mark> marks) {
        String words() {
            return drill
                    + (passed ? " ✓ " : " ✗ ")
                    + marks.stream().map(Mark::words).collect(Collectors.joining(", "));
        }
    }
}
