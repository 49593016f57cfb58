package org.chosei.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chosei.demo.GeneratedKeys;
import org.chosei.demo.LargeWave;
import org.chosei.demo.PollingVendors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Plans waves to many vendors, and lets some of them wait at their pages for the instant of one. */
@Command(name = "distribute")
final class BenchDistribute extends Bench<BenchDistribute.Figures> {
    private static final double PLAN_LIMIT = 3;
    private static final int SOONEST = 200;
    private static final int SLOWEST = 60_000;
    private static final int FEWEST = 100;
    private static final int MOST = 10_000;
    private static final int ROUNDS = 5;
    private static final int POLLERS = 200;
    private static final Duration LATER = Duration.ofHours(9);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Option(names = "--vendors", defaultValue = "1000", paramLabel = "N")
    private int vendors;

    /**
     * Those who wait ask evenly through the interval, so that the last of their first reads comes nearly one interval after the
     * first even where every answer is immediate: what is left of it is what answering may take.
     */
    @Option(names = "--every", defaultValue = "5000", paramLabel = "MS")
    private int every;

    @Override
    Optional<String> wrong(Texts texts) {
        return outside(vendors, FEWEST, MOST, texts, "bench.distribute.number")
                .or(() -> outside(every, SOONEST, SLOWEST, texts, "bench.distribute.interval"));
    }

    @Override
    String words(Texts texts, Figures figures) {
        return texts.of(
                "bench.distribute.result",
                figures.vendors(),
                figures.planMs(),
                figures.statements(),
                figures.statementsGrowth(),
                FEWEST,
                figures.planRatio(),
                PLAN_LIMIT,
                figures.skewMs(),
                figures.pollMs(),
                figures.earlyReads(),
                figures.handoverMs());
    }

    @Override
    Figures measure(Texts texts, PrintWriter err) {
        err.println(texts.of("bench.registry.warming"));
        err.println(texts.of("bench.distribute.vendors", vendors));
        try (LargeWave large = LargeWave.open(
                GeneratedKeys.curve(
                        vendors, java.time.InstantSource.system().instant().minusSeconds(60)),
                0)) {
            err.println(texts.of("bench.distribute.planning", FEWEST, ROUNDS));
            large.plan(FEWEST, LATER);
            large.plan(vendors, LATER);
            large.bare(vendors);
            List<Round> rounds = new ArrayList<>();
            for (int i = 1; i <= ROUNDS; i++) {
                int few = large.plan(FEWEST, LATER).statements();
                LargeWave.Planned many = large.plan(vendors, LATER);
                Round round = new Round(
                        few,
                        many.statements(),
                        many.took().toNanos() / 1e6,
                        large.bare(vendors).toNanos() / 1e6);
                rounds.add(round);
                err.println(texts.of(
                        "bench.distribute.round", i, ROUNDS, rounded(round.planMs()), rounded(round.peerMs())));
            }
            return figures(large, rounds, texts, err);
        }
    }

    private Figures figures(LargeWave large, List<Round> rounds, Texts texts, PrintWriter err) {
        int pollers = Math.min(POLLERS, vendors);
        err.println(texts.of("bench.distribute.polling", pollers, every, ROUNDS));
        double planMs = medianOf(rounds, Round::planMs);
        Duration ahead = Duration.ofMillis(4_000 + every + 3 * (long) planMs);
        // Once without measuring: a server at whose instant nobody has read a page yet first learns how to make one.
        opening(large, pollers, ahead);
        List<Opening> openings = new ArrayList<>();
        for (int i = 1; i <= ROUNDS; i++) {
            Opening opening = opening(large, pollers, ahead);
            openings.add(opening);
            err.println(texts.of(
                    "bench.distribute.opening", i, ROUNDS, opening.seen().skew().toMillis(), opening.handoverMs()));
        }
        return new Figures(
                vendors,
                (int) medianOf(rounds, Round::statements),
                (int) medianOf(rounds, round -> round.statements() - round.few()),
                planMs,
                medianOf(rounds, Round::peerMs),
                medianOf(rounds, round -> round.planMs() / round.peerMs()),
                pollers,
                every,
                (long) medianOf(openings, each -> each.seen().skew().toMillis()),
                (long) medianOf(openings, each -> each.seen().late().toMillis()),
                openings.stream().mapToInt(each -> each.seen().early()).sum(),
                (long) medianOf(openings, Opening::handoverMs),
                (int) medianOf(openings, each -> each.mails().mails()),
                ROUNDS,
                new Limits(0, PLAN_LIMIT, every, 0));
    }

    private Opening opening(LargeWave large, int pollers, Duration ahead) {
        LargeWave.Planned planned = large.plan(vendors, ahead);
        try (PollingVendors polling = large.poll(planned.wave(), pollers, Duration.ofMillis(every))) {
            PollingVendors.Seen seen = polling.await();
            return new Opening(seen, large.awaitMails(planned.wave(), vendors, PATIENCE));
        }
    }

    private record Opening(PollingVendors.Seen seen, LargeWave.HandedOver mails) {
        double handoverMs() {
            return Duration.between(mails.first(), mails.last()).toMillis();
        }
    }

    record Round(int few, int statements, double planMs, double peerMs) {}

    record Limits(int statementsGrowth, double planRatio, long skewMs, int earlyReads) {}

    /**
     * Medians over the rounds of planning, and over as many instants; early reads are those of all instants.
     *
     * @param statements of planning, on the thread that plans
     * @param statementsGrowth how many more than for a hundred vendors
     * @param peerMs the bare INSERT … SELECT of as many grants and mails, and the sealing
     * @param skewMs from the first to the last of the vendors' first successful reads
     * @param lateMs from the instant to the last of them
     * @param handoverMs from the first mail handed over to the last, while those vendors read
     * @param mailed mails that were handed over
     */
    record Figures(
            int vendors,
            int statements,
            int statementsGrowth,
            double planMs,
            double peerMs,
            double planRatio,
            int pollers,
            long pollMs,
            long skewMs,
            long lateMs,
            int earlyReads,
            long handoverMs,
            int mailed,
            int rounds,
            Limits limits) {}
}
