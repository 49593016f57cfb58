package org.chosei.command;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Fault 16: each mail comes on three connections at the very same time; all of them hear 250, and it is kept once. */
final class DrillSameMail implements Drill {
    private static final int AT_ONCE = 3;
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration ROUTING = Duration.ofMinutes(10);

    @Override
    public String name() {
        return "same-mail";
    }

    @Override
    public int times() {
        return 1_000;
    }

    @Override
    public List<Mark> make(DrillRun run) throws Exception {
        try (BenchGround ground = BenchGround.create(run.texts());
                ServerProcess server = ServerProcess.start(ground);
                ExecutorService connections = Executors.newFixedThreadPool(AT_ONCE)) {
            server.awaitFirstPage(START);
            HandingPeer.await(ground.mailPort(), START);
            CyclicBarrier together = new CyclicBarrier(AT_ONCE);
            Callable<Integer> each = () -> handOver(ground.mailPort(), run.times(), together);
            int heard = 0;
            for (Future<Integer> one : connections.invokeAll(List.of(each, each, each))) {
                heard += one.get();
            }
            KeptMails kept = KeptMails.whenRouted(ground, ROUTING);
            server.stop();
            return List.of(
                    Mark.figure("mails", run.times()),
                    Mark.exactly("acknowledged", heard, (double) AT_ONCE * run.times()),
                    Mark.exactly("kept", kept.hashes().size(), run.times()),
                    Mark.exactly("different", new HashSet<>(kept.hashes()).size(), run.times()),
                    Mark.exactly("neverRouted", kept.waiting(), 0));
        }
    }

    private static int handOver(int port, int count, CyclicBarrier together) throws Exception {
        int heard = 0;
        try (HandingPeer peer = HandingPeer.connect(port)) {
            for (int i = 0; i < count; i++) {
                together.await();
                byte[] mail = ("From: drill@peer.example\r\nSubject: " + i + "\r\n\r\nwords").getBytes(US_ASCII);
                heard += peer.hand(mail).startsWith("250") ? 1 : 0;
            }
        }
        return heard;
    }
}
