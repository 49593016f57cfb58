package org.chosei.command;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** Several connections that hand mails over at once. */
final class HandingPeers {
    private HandingPeers() {}

    /**
     * Hands all over, each once, until none is left or every connection broke.
     *
     * @param meanwhile what this thread does as long
     * @param answered hears of each mail that was answered, from any thread
     * @return how many connections broke
     */
    static int handOver(
            int port,
            int connections,
            List<byte[]> mails,
            Duration limit,
            Runnable meanwhile,
            BiConsumer<byte[], String> answered)
            throws InterruptedException {
        ConcurrentLinkedQueue<byte[]> left = new ConcurrentLinkedQueue<>(mails);
        AtomicInteger broken = new AtomicInteger();
        try (ExecutorService senders = Executors.newFixedThreadPool(connections)) {
            for (int i = 0; i < connections; i++) {
                senders.execute(() -> {
                    try (HandingPeer peer = HandingPeer.connect(port)) {
                        for (byte[] mail = left.poll(); mail != null; mail = left.poll()) {
                            answered.accept(mail, peer.hand(mail));
                        }
                    } catch (IOException _) {
                        broken.incrementAndGet();
                    }
                });
            }
            meanwhile.run();
            senders.shutdown();
            if (!senders.awaitTermination(limit.toSeconds(), TimeUnit.SECONDS)) {
                senders.shutdownNow();
            }
        }
        return broken.get();
    }
}
