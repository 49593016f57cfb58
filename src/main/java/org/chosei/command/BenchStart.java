package org.chosei.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts {@code serve} again and again on a warm embedded database; the medians are what an operator will see. */
@Command(name = "start")
final class BenchStart extends Bench<BenchStart.Figures> {
    private static final Limits LIMITS = new Limits(3_000, 300);
    private static final Duration FIRST_START = Duration.ofMinutes(2);
    private static final Duration WARM_START = Duration.ofMinutes(1);

    @Option(names = "--runs", defaultValue = "5", paramLabel = "N")
    private int runs;

    @Override
    Optional<String> wrong(Texts texts) {
        return runs < 1 ? Optional.of(texts.of("bench.runs")) : Optional.empty();
    }

    @Override
    String words(Texts texts, Figures figures) {
        return texts.of(
                "bench.start.result",
                figures.firstPageMs(),
                LIMITS.firstPageMs(),
                figures.rssMb(),
                LIMITS.rssMb(),
                figures.postgresMb(),
                figures.runs());
    }

    @Override
    Figures measure(Texts texts, PrintWriter err) throws IOException, InterruptedException {
        try (BenchGround ground = BenchGround.create(texts)) {
            List<Run> measured = new ArrayList<>();
            err.println(texts.of("bench.start.warming"));
            run(ground, FIRST_START);
            for (int i = 1; i <= runs; i++) {
                Run run = run(ground, WARM_START);
                err.println(texts.of("bench.start.run", i, runs, run.firstPageMs(), run.rssMb()));
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
