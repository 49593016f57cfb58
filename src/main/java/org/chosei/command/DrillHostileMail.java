package org.chosei.command;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Fault 20: mails that were broken at random. Each is answered, each that heard 250 is kept and routed, and the server stays. */
final class DrillHostileMail implements Drill {
    private static final int CONNECTIONS = 8;
    private static final int MOST_RSS_MB = 700;
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration ROUTING = Duration.ofMinutes(20);

    @Override
    public String name() {
        return "hostile-mail";
    }

    @Override
    public int times() {
        return 10_000;
    }

    @Override
    public List<Mark> make(DrillRun run) throws Exception {
        Random random = run.random();
        try (BenchGround ground = BenchGround.create(run.texts());
                ServerProcess server = ServerProcess.start(ground)) {
            server.awaitFirstPage(START);
            HandingPeer.await(ground.mailPort(), START);
            HostileMails hostile =
                    new HostileMails(ground.openPgpKey(), InstantSource.system().instant());
            List<byte[]> mails = new ArrayList<>(hostile.seeds());
            while (mails.size() < run.times()) {
                mails.add(hostile.broken(random));
            }
            Set<String> heard = ConcurrentHashMap.newKeySet();
            AtomicInteger refused = new AtomicInteger();
            int broken =
                    HandingPeers.handOver(ground.mailPort(), CONNECTIONS, mails, ROUTING, () -> {}, (mail, answer) -> {
                        if (answer.startsWith("250")) {
                            heard.add(HandingPeer.hash(mail));
                        } else {
                            refused.incrementAndGet();
                        }
                    });
            KeptMails kept = KeptMails.whenRouted(ground, ROUTING);
            boolean alive = server.isAlive();
            long rss = server.rssMb();
            server.stop();
            Set<String> lost = new HashSet<>(heard);
            lost.removeAll(new HashSet<>(kept.hashes()));
            return List.of(
                    Mark.figure("mails", mails.size()),
                    Mark.figure("refused", refused.get()),
                    Mark.figure("different", heard.size()),
                    Mark.exactly("unanswered", broken, 0),
                    Mark.exactly("lost", lost.size(), 0),
                    Mark.exactly("kept", kept.hashes().size(), heard.size()),
                    Mark.exactly("neverRouted", kept.waiting(), 0),
                    Mark.exactly("alive", alive ? 1 : 0, 1),
                    Mark.atMost("rssMb", rss, MOST_RSS_MB));
        }
    }
}
