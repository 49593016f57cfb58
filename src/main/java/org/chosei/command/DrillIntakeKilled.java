package org.chosei.command;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Fault 1: the server is killed again and again while mails arrive. Whatever heard 250 is kept, and nothing twice, although a
 * mail whose 250 was lost on its way is sent again.
 */
final class DrillIntakeKilled implements Drill {
    private static final int CONNECTIONS = 8;
    private static final int MAILS_FOR_EACH_KILL = 25;
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration ROUTING = Duration.ofMinutes(10);

    @Override
    public String name() {
        return "intake-killed";
    }

    @Override
    public int times() {
        return 200;
    }

    @Override
    public List<Mark> make(DrillRun run) throws Exception {
        Random random = run.random();
        List<byte[]> mails = mails(run.times() * MAILS_FOR_EACH_KILL, random);
        Set<String> heard = ConcurrentHashMap.newKeySet();
        int unanswered = 0;
        try (BenchGround ground = BenchGround.create(run.texts())) {
            for (int kill = 1; kill <= run.times(); kill++) {
                int share = (mails.size() - heard.size()) / (run.times() - kill + 2);
                int until = heard.size() + 1 + random.nextInt(Math.max(1, 2 * share - 1));
                try (ServerProcess server = ServerProcess.start(ground)) {
                    server.awaitFirstPage(START);
                    HandingPeer.await(ground.mailPort(), START);
                    unanswered += handOver(ground.mailPort(), mails, heard, () -> kill(server, heard, until));
                }
                run.say("%d/%d: %d".formatted(kill, run.times(), heard.size()));
            }
            try (ServerProcess server = ServerProcess.start(ground)) {
                server.awaitFirstPage(START);
                HandingPeer.await(ground.mailPort(), START);
                handOver(ground.mailPort(), mails, heard, () -> {});
                KeptMails kept = KeptMails.whenRouted(ground, ROUTING);
                server.stop();
                Set<String> lost = new HashSet<>(heard);
                lost.removeAll(kept.hashes());
                return List.of(
                        Mark.figure("mails", mails.size()),
                        Mark.figure("kills", run.times()),
                        Mark.atLeast("brokenHandovers", unanswered, run.times()),
                        Mark.exactly("acknowledged", heard.size(), mails.size()),
                        Mark.exactly("lost", lost.size(), 0),
                        Mark.exactly("doubled", kept.hashes().size() - new HashSet<>(kept.hashes()).size(), 0),
                        Mark.exactly("neverRouted", kept.waiting(), 0));
            }
        }
    }

    private static List<byte[]> mails(int count, Random random) {
        List<byte[]> mails = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String words = (Long.toHexString(random.nextLong()) + "\r\n").repeat(1 + random.nextInt(500));
            mails.add(("From: drill@peer.example\r\nSubject: " + i + "\r\n\r\n" + words + "last").getBytes(US_ASCII));
        }
        return mails;
    }

    /** Until all are acknowledged or nobody answers any more; returns on how many connections broke. */
    private static int handOver(int port, List<byte[]> mails, Set<String> heard, Runnable meanwhile)
            throws InterruptedException {
        List<byte[]> left = mails.stream()
                .filter(mail -> !heard.contains(HandingPeer.hash(mail)))
                .toList();
        return HandingPeers.handOver(port, CONNECTIONS, left, ROUTING, meanwhile, (mail, answer) -> {
            if (answer.startsWith("250")) {
                heard.add(HandingPeer.hash(mail));
            }
        });
    }

    private static void kill(ServerProcess server, Set<String> heard, int until) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        try {
            while (heard.size() < until && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            server.killMinusNine();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
