package org.chosei.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.chosei.demo.LargeRegistry;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Fills a registry as large as a nation's and searches it as staff do. */
@Command(name = "registry")
final class BenchRegistry implements Callable<Integer> {
    private static final Limits LIMITS = new Limits(150);
    private static final int ROUNDS = 20;
    private static final int MOST = 20_000;

    @Option(names = "--json")
    private boolean json;

    @Option(names = "--organisations", defaultValue = "5000", paramLabel = "N")
    private int organisations;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandSpec command = Optional.ofNullable(spec).orElseThrow();
        Texts texts = Texts.ofTerminal();
        if (organisations < 1 || organisations > MOST) {
            throw new ParameterException(command.commandLine(), texts.of("bench.registry.number", MOST));
        }
        CommandLog.warningsToStandardError();
        Figures figures = measure(texts, command.commandLine().getErr());
        String result = json
                ? JsonMapper.shared().writeValueAsString(figures)
                : texts.of(
                        "bench.registry.result",
                        figures.organisations(),
                        figures.importMs(),
                        figures.p50Ms(),
                        figures.p95Ms(),
                        LIMITS.p95Ms(),
                        figures.maxMs(),
                        figures.searches());
        command.commandLine().getOut().println(result);
        return ExitCode.OK;
    }

    private Figures measure(Texts texts, PrintWriter err) {
        err.println(texts.of("bench.registry.warming"));
        try (LargeRegistry registry = LargeRegistry.open()) {
            Duration filled =
                    registry.fill(organisations, (done, all) -> err.println(texts.of("registry.progress", done, all)));
            err.println(texts.of("bench.registry.searching"));
            List<Long> answers =
                    registry.answers(ROUNDS).stream().map(Duration::toMillis).toList();
            return new Figures(
                    organisations,
                    filled.toMillis(),
                    answers.size(),
                    answers.get(answers.size() / 2),
                    answers.get(answers.size() * 95 / 100),
                    answers.getLast(),
                    LIMITS);
        }
    }

    record Limits(long p95Ms) {}

    /** Times over HTTP, from the request to the last byte. */
    record Figures(int organisations, long importMs, int searches, long p50Ms, long p95Ms, long maxMs, Limits limits) {}
}
