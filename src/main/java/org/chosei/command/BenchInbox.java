package org.chosei.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.chosei.demo.LargeCase;
import org.chosei.demo.LargeInbox;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Opens every part of a coordinator's inbox among very many open cases, and of a vendor's that has 300 of them. */
@Command(name = "inbox")
final class BenchInbox extends Bench<BenchInbox.Figures> {
    private static final Limits LIMITS = new Limits(5, 150);
    private static final int ROUNDS = 40;
    private static final int FEWEST = 100;
    private static final int MOST = 1_000_000;

    @Option(names = "--cases", defaultValue = "100000", paramLabel = "N")
    private int cases;

    @Override
    Optional<String> wrong(Texts texts) {
        return outside(cases, FEWEST, MOST, texts, "bench.inbox.number");
    }

    @Override
    String words(Texts texts, Figures figures) {
        return texts.of(
                "bench.inbox.result",
                figures.cases(),
                figures.queries(),
                LIMITS.queries(),
                figures.p50Ms(),
                figures.p95Ms(),
                LIMITS.p95Ms(),
                figures.statements(),
                figures.vendor().cases(),
                figures.vendor().queries(),
                figures.vendor().p50Ms(),
                figures.vendor().p95Ms());
    }

    @Override
    Figures measure(Texts texts, PrintWriter err) {
        err.println(texts.of("bench.registry.warming"));
        try (LargeInbox large = LargeInbox.open()) {
            err.println(texts.of("bench.inbox.filling", cases));
            large.fill(cases);
            List<String> pages = new ArrayList<>(List.of(
                    "/inbox", "/inbox?tab=waiting", "/inbox?tab=overdue", "/inbox?whose=own", "/inbox?whose=nobody"));
            pages.add(large.next("/inbox"));
            List<String> vendors = new ArrayList<>(List.of("/inbox", "/inbox?tab=waiting", "/inbox?tab=overdue"));
            large.vendorNext("/inbox").ifPresent(vendors::add);
            err.println(texts.of("bench.casepage.asking", ROUNDS));
            int every = large.answers("/keys", 3).statements();
            Taken staff = taken(pages, large::answers);
            Taken vendor = taken(vendors, large::vendorAnswers);
            return new Figures(
                    cases,
                    large.items(),
                    staff.statements() - every,
                    staff.statements(),
                    staff.part(50),
                    staff.part(95),
                    staff.part(100),
                    staff.sorted().size(),
                    new OfVendor(
                            large.vendorCases(),
                            vendor.statements() - every,
                            vendor.part(50),
                            vendor.part(95),
                            vendor.part(100),
                            vendor.sorted().size()),
                    LIMITS);
        }
    }

    private record Taken(List<Long> sorted, int statements) {
        /** So many of a hundred took no longer. */
        long part(int percent) {
            return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
        }
    }

    private static Taken taken(List<String> pages, BiFunction<String, Integer, LargeCase.Answers> asked) {
        List<Duration> times = new ArrayList<>();
        int statements = 0;
        for (String page : pages) {
            LargeCase.Answers answers = asked.apply(page, ROUNDS);
            times.addAll(answers.times());
            statements = Math.max(statements, answers.statements());
        }
        return new Taken(times.stream().map(Duration::toMillis).sorted().toList(), statements);
    }

    record Limits(int queries, long p95Ms) {}

    /**
     * What was measured; times within the server, from its first filter to the last byte.
     *
     * @param items what all staff have to do and wait for
     * @param queries statements of the inbox: who acts, its items and counts, its titles and the ledger's entry
     * @param statements the same with what every page of somebody signed in needs, the look-up of the session
     */
    record Figures(
            int cases,
            int items,
            int queries,
            int statements,
            long p50Ms,
            long p95Ms,
            long maxMs,
            int requests,
            OfVendor vendor,
            Limits limits) {}

    /** The same of a vendor. */
    record OfVendor(int cases, int queries, long p50Ms, long p95Ms, long maxMs, int requests) {}
}
