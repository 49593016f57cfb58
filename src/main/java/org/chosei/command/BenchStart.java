package org.chosei.command;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Starts {@code serve} again and again on a warm embedded database; the medians are what an operator will see. */
@Command(name = "start")
final class BenchStart implements Callable<Integer> {
    private static final Limits LIMITS = new Limits(3_000, 300);
    private static final Duration FIRST_START = Duration.ofMinutes(2);
    private static final Duration WARM_START = Duration.ofMinutes(1);

    @Option(names = "--json")
    private boolean json;

    @Option(names = "--runs", defaultValue = "5", paramLabel = "N")
    private int runs;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandSpec command = Optional.ofNullable(spec).orElseThrow();
        Texts texts = Texts.ofTerminal();
        if (runs < 1) {
            throw new ParameterException(command.commandLine(), texts.of("bench.runs"));
        }
        Figures figures = measure(texts, command);
        String result = json
                ? JsonMapper.shared().writeValueAsString(figures)
                : texts.of(
                        "bench.start.result",
                        figures.firstPageMs(),
                        LIMITS.firstPageMs(),
                        figures.rssMb(),
                        LIMITS.rssMb(),
                        figures.postgresMb(),
                        figures.runs());
        command.commandLine().getOut().println(result);
        return ExitCode.OK;
    }

    private Figures measure(Texts texts, CommandSpec command) throws IOException, InterruptedException {
        try (BenchGround ground = BenchGround.create(texts)) {
            List<Run> measured = new ArrayList<>();
            command.commandLine().getErr().println(texts.of("bench.start.warming"));
            run(ground, FIRST_START);
            for (int i = 1; i <= runs; i++) {
                Run run = run(ground, WARM_START);
                command.commandLine()
                        .getErr()
                        .println(texts.of("bench.start.run", i, runs, run.firstPageMs(), run.rssMb()));
                measured.add(run);
            }
            return new Figures(
                    median(measured, Run::firstPageMs),
                    median(measured, Run::rssMb),
                    median(measured, Run::postgresMb),
                    runs,
                    measured.stream().allMatch(Run::aotCache),
                    LIMITS);
        }
    }

    private static Run run(BenchGround ground, Duration limit) throws IOException, InterruptedException {
        try (ServerProcess server = ServerProcess.start(ground)) {
            long firstPageMs = server.awaitFirstPage(limit).toMillis();
            Run run = new Run(firstPageMs, server.rssMb(), server.postgresMb(), server.usesAotCache());
            server.stop();
            return run;
        }
    }

    static long median(List<Run> runs, ToLongFunction<Run> figure) {
        long[] sorted = runs.stream().mapToLong(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Times from the launch of the process to the last byte of the first page; memory right after it, in MiB. */
    record Run(long firstPageMs, long rssMb, long postgresMb, boolean aotCache) {}

    record Limits(long firstPageMs, long rssMb) {}

    record Figures(long firstPageMs, long rssMb, long postgresMb, int runs, boolean aotCache, Limits limits) {}
}
