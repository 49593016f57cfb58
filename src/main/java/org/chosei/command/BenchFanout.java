package org.chosei.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chosei.demo.GeneratedKeys;
import org.chosei.demo.LargeWave;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Hands the mails of a wave over to {@code smtp-sink}, their state committed; beside {@code smtp-source} to the same sink. */
@Command(name = "fanout")
final class BenchFanout extends Bench<BenchFanout.Figures> {
    private static final double AIM = 0.6;
    private static final int FEWEST = 10;
    private static final int MOST = 10_000;
    private static final int ROUNDS = 5;
    /** As many as the drain opens to its relay. */
    private static final int CONNECTIONS = 5;

    /** A server has handed over so many before it matters how fast it is. */
    private static final int WARM_UP = 30_000;

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Option(names = "--recipients", defaultValue = "1000", paramLabel = "N")
    private int recipients;

    @Override
    Optional<String> wrong(Texts texts) {
        return outside(recipients, FEWEST, MOST, texts, "bench.fanout.number");
    }

    @Override
    String words(Texts texts, Figures figures) {
        return texts.of(
                "bench.fanout.result",
                figures.recipients(),
                figures.perSecond(),
                figures.sourcePerSecond(),
                figures.ratioToSmtpSource(),
                AIM);
    }

    @Override
    Figures measure(Texts texts, PrintWriter err) throws IOException, InterruptedException {
        if (!Files.isExecutable(SinkPeer.SINK) || !Files.isExecutable(SinkPeer.SOURCE)) {
            throw new CommandFailure(ExitCode.FAILED, texts.of("bench.fanout.where"));
        }
        err.println(texts.of("bench.registry.warming"));
        err.println(texts.of("bench.distribute.vendors", recipients));
        try (SinkPeer sink = SinkPeer.start(BenchGround.freePort());
                LargeWave large = LargeWave.open(
                        GeneratedKeys.curve(
                                recipients, InstantSource.system().instant().minusSeconds(60)),
                        sink.port())) {
            Handed first = wave(large, Duration.ofSeconds(15));
            int bytes = first.bytes();
            double slowest = first.planMs();
            for (int handed = recipients; handed < WARM_UP; handed += recipients) {
                wave(large, ahead(slowest));
            }
            sink.source(recipients, bytes, CONNECTIONS);
            List<Round> rounds = new ArrayList<>();
            for (int i = 1; i <= ROUNDS; i++) {
                Handed ours = wave(large, ahead(slowest));
                double source = recipients / sink.source(recipients, bytes, CONNECTIONS);
                rounds.add(new Round(ours.perSecond(), source));
                err.println(texts.of("bench.fanout.wave", i, ROUNDS, rounded(ours.perSecond()), rounded(source)));
            }
            return new Figures(
                    recipients,
                    bytes,
                    CONNECTIONS,
                    ROUNDS,
                    medianOf(rounds, Round::ours),
                    medianOf(rounds, Round::source),
                    medianOf(rounds, round -> round.ours() / round.source()),
                    AIM);
        }
    }

    private static Duration ahead(double planMs) {
        return Duration.ofMillis(1_500 + (long) (planMs * 1.5));
    }

    private record Handed(double perSecond, double planMs, int bytes) {}

    /** From the first mail that the sink took until the last state is committed; how soon that first one leaves, others measure. */
    private Handed wave(LargeWave large, Duration ahead) {
        LargeWave.Planned planned = large.plan(recipients, ahead);
        LargeWave.HandedOver mails = large.awaitMails(planned.wave(), recipients, PATIENCE);
        Duration took = Duration.between(mails.first(), InstantSource.system().instant());
        return new Handed(
                recipients / (took.toNanos() / 1e9), planned.took().toNanos() / 1e6, large.mailBytes(planned.wave()));
    }

    record Round(double ours, double source) {}

    /**
     * Medians over the rounds.
     *
     * @param bytes of a mail of smtp-source, as large as one of ours is without its header
     * @param perSecond mails from the first that the sink took until the last was taken and its state committed: the gate asked
     *     again, the mail written, the ledger kept
     */
    record Figures(
            int recipients,
            int bytes,
            int connections,
            int rounds,
            double perSecond,
            double sourcePerSecond,
            double ratioToSmtpSource,
            double aim) {}
}
