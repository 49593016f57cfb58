package org.chosei.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Hands mails over as another server would and counts those acknowledged, which is after their commit; beside Postfix. */
@Command(name = "intake")
final class BenchIntake extends Bench<BenchIntake.Figures> {
    private static final Path SOURCE = Path.of("/usr/sbin/smtp-source");
    private static final int MOST = 100_000;
    private static final int FEWEST = 10;
    private static final int ROUNDS = 5;
    private static final int CONNECTIONS = 10;
    private static final int BYTES = 20_480;
    private static final double AIM = 0.5;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Option(names = "--messages", defaultValue = "1000", paramLabel = "N")
    private int messages;

    @Override
    Optional<String> wrong(Texts texts) {
        return outside(messages, FEWEST, MOST, texts, "bench.intake.number");
    }

    @Override
    String words(Texts texts, Figures figures) {
        return texts.of(
                "bench.intake.result",
                figures.messages(),
                figures.perSecond(),
                figures.postfixPerSecond(),
                figures.ratioToPostfix(),
                AIM);
    }

    @Override
    Figures measure(Texts texts, PrintWriter err) throws IOException, InterruptedException {
        if (!Files.isExecutable(SOURCE)) {
            throw new CommandFailure(ExitCode.FAILED, texts.of("bench.intake.where"));
        }
        double[] ours = new double[ROUNDS];
        try (BenchGround ground = BenchGround.create(texts);
                ServerProcess server = ServerProcess.start(ground)) {
            err.println(texts.of("bench.registry.warming"));
            server.awaitFirstPage(Duration.ofMinutes(2));
            HandingPeer.await(ground.mailPort(), Duration.ofMinutes(2));
            source(ground.mailPort(), messages);
            err.println(texts.of("bench.intake.handing", messages, ROUNDS));
            for (int i = 0; i < ROUNDS; i++) {
                ours[i] = perSecond(source(ground.mailPort(), messages));
            }
            server.stop();
        }
        try (PostfixPeer postfix = PostfixPeer.start(BenchGround.freePort())) {
            TimeUnit.SECONDS.sleep(1);
            source(postfix.port(), messages / 10);
            postfix.awaitDelivered(messages / 10, PATIENCE);
            err.println(texts.of("bench.intake.postfix", messages, ROUNDS));
            double[] acknowledged = new double[ROUNDS];
            double[] delivered = new double[ROUNDS];
            for (int i = 0; i < ROUNDS; i++) {
                long start = System.nanoTime();
                acknowledged[i] = perSecond(source(postfix.port(), messages));
                postfix.awaitDelivered(messages / 10 + messages * (i + 1), PATIENCE);
                delivered[i] = perSecond(System.nanoTime() - start);
            }
            return new Figures(
                    messages,
                    BYTES,
                    CONNECTIONS,
                    ROUNDS,
                    rounded(median(ours)),
                    rounded(median(delivered)),
                    rounded(median(acknowledged)),
                    rounded(median(ours) / median(delivered)),
                    rounded(median(ours) / median(acknowledged)),
                    AIM);
        }
    }

    /** Nanoseconds until the last mail was acknowledged; one that is refused ends the run. */
    private static long source(int port, int count) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(List.of(
                        SOURCE.toString(),
                        "-m",
                        String.valueOf(count),
                        "-s",
                        String.valueOf(CONNECTIONS),
                        "-l",
                        String.valueOf(BYTES),
                        "-f",
                        "bench@peer.example",
                        "-t",
                        "chosei@localhost",
                        "127.0.0.1:" + port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("smtp-source did not hand over " + count + " mails");
        }
        return System.nanoTime() - start;
    }

    private double perSecond(long nanoseconds) {
        return messages / (nanoseconds / 1e9);
    }

    /**
     * Medians over the rounds of one run, after as many mails that only warm the server.
     *
     * @param perSecond mails of ours acknowledged a second, each after its commit; routing goes on meanwhile
     * @param postfixPerSecond mails that Postfix accepted and delivered into a Maildir
     * @param ratioToPostfix ours to those
     */
    record Figures(
            int messages,
            int bytes,
            int connections,
            int rounds,
            double perSecond,
            double postfixPerSecond,
            double postfixAcknowledgedPerSecond,
            double ratioToPostfix,
            double ratioToPostfixAcknowledged,
            double aim) {}
}
