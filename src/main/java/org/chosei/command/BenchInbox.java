package org.chosei.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chosei.demo.LargeCase;
import org.chosei.demo.LargeInbox;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Opens every part of a coordinator's inbox among very many open cases. */
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
                figures.statements());
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
            err.println(texts.of("bench.casepage.asking", ROUNDS));
            int every = large.answers("/keys", 3).statements();
            List<Duration> times = new ArrayList<>();
            int statements = 0;
            for (String page : pages) {
                LargeCase.Answers answers = large.answers(page, ROUNDS);
                times.addAll(answers.times());
                statements = Math.max(statements, answers.statements());
            }
            List<Long> sorted = times.stream().map(Duration::toMillis).sorted().toList();
            return new Figures(
                    cases,
                    large.items(),
                    statements - every,
                    statements,
                    sorted.get(sorted.size() / 2),
                    sorted.get(sorted.size() * 95 / 100),
                    sorted.getLast(),
                    sorted.size(),
                    LIMITS);
        }
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
            Limits limits) {}
}
