package org.chosei.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.chosei.demo.LargeRegistry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Fills a registry as large as a nation's and searches it as staff do. */
@Command(name = "registry")
final class BenchRegistry extends Bench<BenchRegistry.Figures> {
    private static final Limits LIMITS = new Limits(150);
    private static final int ROUNDS = 20;
    private static final int MOST = 20_000;

    @Option(names = "--organisations", defaultValue = "5000", paramLabel = "N")
    private int organisations;

    @Override
    Optional<String> wrong(Texts texts) {
        return organisations < 1 || organisations > MOST
                ? Optional.of(texts.of("bench.registry.number", MOST))
                : Optional.empty();
    }

    @Override
    String words(Texts texts, Figures figures) {
        return texts.of(
                "bench.registry.result",
                figures.organisations(),
                figures.importMs(),
                figures.p50Ms(),
                figures.p95Ms(),
                LIMITS.p95Ms(),
                figures.maxMs(),
                figures.searches());
    }

    @Override
    Figures measure(Texts texts, PrintWriter err) {
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
