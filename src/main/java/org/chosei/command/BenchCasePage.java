package org.chosei.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.chosei.demo.LargeCase;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Asks for the pages of a case with many vendors and of a long thread in it, and for the same with a tenth of them. */
@Command(name = "casepage")
final class BenchCasePage extends Bench<BenchCasePage.Figures> {
    private static final Limits LIMITS = new Limits(10, 0, 150);
    private static final int ROUNDS = 100;
    private static final int MOST = 10_000;
    private static final int FEWER = 10;
    private static final int MESSAGES = 500;
    /** More than a page shows, so that both have something before and after it. */
    private static final int FEWER_MESSAGES = 110;

    @Option(names = "--vendors", defaultValue = "1000", paramLabel = "N")
    private int vendors;

    @Override
    Optional<String> wrong(Texts texts) {
        return outside(vendors, FEWER, MOST, texts, "bench.casepage.number");
    }

    @Override
    String words(Texts texts, Figures figures) {
        return texts.of(
                "bench.casepage.result",
                figures.vendors(),
                figures.queries(),
                LIMITS.queries(),
                figures.queriesGrowth(),
                figures.p50Ms(),
                figures.p95Ms(),
                LIMITS.p95Ms(),
                figures.overview().queries(),
                figures.overview().p95Ms(),
                figures.talk().queries(),
                figures.talk().p95Ms());
    }

    @Override
    Figures measure(Texts texts, PrintWriter err) {
        err.println(texts.of("bench.registry.warming"));
        try (LargeCase large = LargeCase.open(vendors)) {
            err.println(texts.of("bench.casepage.filling", vendors));
            String few = large.fill(vendors / FEWER);
            String many = large.fill(vendors);
            err.println(texts.of("bench.casepage.asking", ROUNDS));
            Page matrix = page(large, few + "/status", many + "/status");
            Page overview = page(large, few, many);
            Page talk = page(large, large.talk(few, FEWER_MESSAGES), large.talk(many, MESSAGES));
            return new Figures(
                    vendors,
                    LargeCase.VULNERABILITIES,
                    matrix.queries(),
                    matrix.queriesGrowth(),
                    matrix.p50Ms(),
                    matrix.p95Ms(),
                    matrix.maxMs(),
                    ROUNDS,
                    overview,
                    talk,
                    LIMITS);
        }
    }

    private static Page page(LargeCase large, String few, String many) {
        int fewer = large.answers(few, 5).statements();
        LargeCase.Answers answers = large.answers(many, ROUNDS);
        List<Long> times = answers.times().stream().map(Duration::toMillis).toList();
        return new Page(
                answers.statements(),
                answers.statements() - fewer,
                times.get(times.size() / 2),
                times.get(times.size() * 95 / 100),
                times.getLast());
    }

    record Limits(int queries, int queriesGrowth, long p95Ms) {}

    /** One page; times within the server, from its first filter to the last byte. */
    record Page(int queries, int queriesGrowth, long p50Ms, long p95Ms, long maxMs) {}

    /**
     * The page with the matrix, and beside it the overview of the same case and a thread of 500 messages between 120 vendors.
     *
     * @param queries every statement of the request, the session's look-up and the ledger's entry included
     * @param queriesGrowth how many more than with a tenth of the vendors
     */
    record Figures(
            int vendors,
            int vulnerabilities,
            int queries,
            int queriesGrowth,
            long p50Ms,
            long p95Ms,
            long maxMs,
            int requests,
            Page overview,
            Page talk,
            Limits limits) {}
}
