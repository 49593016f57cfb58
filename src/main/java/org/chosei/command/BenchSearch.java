package org.chosei.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.chosei.demo.LargeTalk;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Searches in many sealed messages, as staff and as a vendor, and beside it compares the same words with the same text unsealed. */
@Command(name = "search")
final class BenchSearch extends Bench<BenchSearch.Figures> {
    private static final Limits LIMITS = new Limits(20);
    private static final int FEWEST = 500;
    private static final int MOST = 1_000_000;
    private static final int QUERIES = 200;

    @Option(names = "--messages", defaultValue = "100000", paramLabel = "N")
    private int messages;

    @Override
    Optional<String> wrong(Texts texts) {
        return outside(messages, FEWEST, MOST, texts, "bench.search.number");
    }

    @Override
    String words(Texts texts, Figures figures) {
        return texts.of(
                "bench.search.result",
                figures.messages(),
                figures.staff().p50Ms(),
                figures.staff().p95Ms(),
                figures.staff().ratioToIlike(),
                figures.vendor().p50Ms(),
                figures.vendor().p95Ms(),
                figures.vendor().ratioToIlike(),
                LIMITS.ratioToIlike());
    }

    @Override
    Figures measure(Texts texts, PrintWriter err) {
        err.println(texts.of("bench.registry.warming"));
        try (LargeTalk large = LargeTalk.open()) {
            err.println(texts.of("bench.search.filling", messages));
            long begun = System.nanoTime();
            int said = large.say(messages);
            long filled = Duration.ofNanos(System.nanoTime() - begun).toMillis();
            err.println(texts.of("bench.search.asking", QUERIES));
            Reader staff = reader(large.ask(QUERIES, false));
            Reader vendor = reader(large.ask(QUERIES, true));
            return new Figures(
                    said,
                    filled,
                    staff.p50Ms(),
                    staff.p95Ms(),
                    Math.min(staff.ratioToIlike(), vendor.ratioToIlike()),
                    staff,
                    vendor,
                    LIMITS);
        }
    }

    private static Reader reader(LargeTalk.Times times) {
        double all = sum(times.search());
        return new Reader(
                at(times.search(), 50),
                at(times.search(), 95),
                at(times.ilike(), 50),
                at(times.ilike(), 95),
                rounded(sum(times.ilike()) / all),
                times.search().size(),
                times.hits(),
                times.missed());
    }

    private static double at(List<Duration> times, int percent) {
        List<Duration> sorted = times.stream().sorted().toList();
        return rounded(sorted.get(sorted.size() * percent / 100).toNanos() / 1e6);
    }

    private static double sum(List<Duration> times) {
        return times.stream().mapToLong(Duration::toNanos).sum();
    }

    record Limits(double ratioToIlike) {}

    /**
     * For one kind of reader.
     *
     * @param ratioToIlike all queries by ILIKE over all queries by search, in time
     * @param missed how many that ILIKE found on a first page the search did not
     */
    record Reader(
            double p50Ms,
            double p95Ms,
            double ilikeP50Ms,
            double ilikeP95Ms,
            double ratioToIlike,
            int queries,
            int hits,
            int missed) {}

    /** Times of staff, the smaller of both ratios, and both readers apart. */
    record Figures(
            int messages,
            long fillMs,
            double p50Ms,
            double p95Ms,
            double ratioToIlike,
            Reader staff,
            Reader vendor,
            Limits limits) {}
}
