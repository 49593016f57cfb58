package org.chosei.command;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.chosei.demo.StagedWave;

/** Members of vendors who ask for a page again and again, whether or not a server is there. */
final class WaitingVendors implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(50);

    private final HttpClient browser = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger early = new AtomicInteger();
    private final Set<Integer> read = ConcurrentHashMap.newKeySet();

    private WaitingVendors() {}

    static WaitingVendors start(BenchGround ground, StagedWave.Planned wave) {
        WaitingVendors waiting = new WaitingVendors();
        for (int i = 0; i < wave.members().size(); i++) {
            int member = i;
            HttpRequest request = HttpRequest.newBuilder(ground.firstPage().resolve(wave.path()))
                    .header("Cookie", "session=" + wave.members().get(i).value())
                    .timeout(Duration.ofSeconds(10))
                    .build();
            waiting.threads.execute(() -> waiting.ask(member, request, wave.at()));
        }
        return waiting;
    }

    private void ask(int member, HttpRequest request, Instant at) {
        while (!threads.isShutdown()) {
            try {
                int status = browser.send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                asked.incrementAndGet();
                if (status == 200) {
                    early.addAndGet(InstantSource.system().instant().isBefore(at) ? 1 : 0);
                    read.add(member);
                }
                TimeUnit.MILLISECONDS.sleep(EVERY.toMillis());
            } catch (IOException _) {
                // nobody is there just now
                pause();
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(EVERY.toMillis());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Answers that they got, refusals included. */
    int asked() {
        return asked.get();
    }

    /** How often one of them saw the page before the instant. */
    int early() {
        return early.get();
    }

    /** How many of them have seen it. */
    int read() {
        return read.size();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        browser.shutdownNow();
    }
}
