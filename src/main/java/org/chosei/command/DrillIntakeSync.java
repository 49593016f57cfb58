package org.chosei.command;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Fault 2: every call by which PostgreSQL makes sure that something is on the disk is held up (strace). A 250 that comes sooner than
 * that did not wait for its commit.
 */
final class DrillIntakeSync implements Drill {
    private static final Path STRACE = Path.of("/usr/bin/strace");
    private static final Duration START = Duration.ofMinutes(2);
    private static final int SHORTEST_MS = 40;
    /** So many times as long as an answer usually takes, so that none comes that late by chance alone. */
    private static final int TIMES_USUAL = 3;

    private static final int BEFORE = 50;

    @Override
    public String name() {
        return "intake-sync";
    }

    @Override
    public int times() {
        return 1_000;
    }

    @Override
    public List<Path> needs() {
        return List.of(STRACE);
    }

    @Override
    public List<Mark> make(DrillRun run) throws Exception {
        try (BenchGround ground = BenchGround.create(run.texts());
                ServerProcess server = ServerProcess.start(ground)) {
            server.awaitFirstPage(START);
            HandingPeer.await(ground.mailPort(), START);
            handOver(ground.mailPort(), 0, BEFORE);
            KeptMails.whenRouted(ground, START);
            double usual = median(handOver(ground.mailPort(), BEFORE, BEFORE));
            KeptMails.whenRouted(ground, START);
            int heldUpMs = Math.max(SHORTEST_MS, (int) Math.ceil(TIMES_USUAL * usual));
            Process holding = ground.processes().add(holdUp(server.postgresProcesses(), heldUpMs));
            List<Double> answered;
            try {
                answered = handOver(ground.mailPort(), 2 * BEFORE, run.times());
            } finally {
                holding.destroy();
                holding.waitFor(30, TimeUnit.SECONDS);
            }
            server.stop();
            return List.of(
                    Mark.atLeast("mails", answered.size(), run.times()),
                    Mark.figure("usualMs", Bench.rounded(usual)),
                    Mark.figure("heldUpMs", heldUpMs),
                    Mark.atLeast("fastestMs", Bench.rounded(fastest(answered)), heldUpMs),
                    Mark.exactly(
                            "answeredBeforeSync",
                            answered.stream().filter(ms -> ms < heldUpMs).count(),
                            0));
        }
    }

    /** One after another, so that each commits alone; how long each waited for its 250 after its last byte, in milliseconds. */
    private static List<Double> handOver(int port, int first, int count) throws IOException {
        List<Double> waited = new ArrayList<>();
        try (HandingPeer peer = HandingPeer.connect(port)) {
            for (int i = first; i < first + count; i++) {
                byte[] mail = ("From: drill@peer.example\r\nSubject: " + i + "\r\n\r\nwords").getBytes(US_ASCII);
                long start = System.nanoTime();
                String answer = peer.hand(mail);
                if (!answer.startsWith("250")) {
                    throw new IOException("mail " + i + " heard " + answer);
                }
                waited.add((System.nanoTime() - start) / 1e6);
            }
        }
        return waited;
    }

    private static double fastest(List<Double> figures) {
        return figures.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    }

    private static double median(List<Double> figures) {
        return Bench.median(figures.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Also in backends that begin later; returns when it holds them. */
    private static Process holdUp(List<Long> processes, int milliseconds) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(Arrays.asList(
                STRACE.toString(),
                "-f",
                "-qq",
                "-e",
                "trace=fsync,fdatasync",
                "-e",
                "inject=fsync,fdatasync:delay_exit=" + milliseconds * 1_000));
        processes.forEach(each -> command.addAll(List.of("-p", each.toString())));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor(3, TimeUnit.SECONDS)) {
            throw new IOException("strace ended with " + process.exitValue() + ": may this user trace PostgreSQL?");
        }
        return process;
    }
}
