package org.chosei.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.chosei.identity.Token;

/** Vendors that wait at their pages for a case to appear, each asking again and again, none at the same moment as another. */
public final class PollingVendors implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient browser = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<Instant>> reads = new ArrayList<>();
    private final Instant from;

    private PollingVendors(Instant from) {
        this.from = from;
    }

    static PollingVendors start(URI base, String path, List<Token> sessions, Instant from, Duration every) {
        PollingVendors polling = new PollingVendors(from);
        for (int i = 0; i < sessions.size(); i++) {
            HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                    .header("Cookie", "session=" + sessions.get(i).value())
                    .timeout(Duration.ofSeconds(30))
                    .build();
            Duration phase = every.multipliedBy(i).dividedBy(sessions.size());
            polling.reads.add(polling.threads.submit(polling.reader(request, phase, every)));
        }
        return polling;
    }

    /** When this one first read the case. */
    private Callable<Instant> reader(HttpRequest request, Duration phase, Duration every) {
        return () -> {
            Thread.sleep(phase);
            Instant end = from.plus(PATIENCE);
            for (long turn = System.nanoTime(); LargeWave.now().isBefore(end); turn += every.toNanos()) {
                TimeUnit.NANOSECONDS.sleep(turn - System.nanoTime());
                HttpResponse<byte[]> page = browser.send(request, HttpResponse.BodyHandlers.ofByteArray());
                Instant read = LargeWave.now();
                if (page.statusCode() == 200) {
                    return read;
                }
                StepFailed.unless(page.statusCode() == 404, "a vendor's page answered %d", page.statusCode());
            }
            throw new StepFailed.Unheld("a vendor never saw the case");
        };
    }

    /**
     * What they saw.
     *
     * @param skew from the first vendor's first read to the last one's
     * @param late from the instant to the last first read
     * @param early how many read before the instant
     */
    public record Seen(Duration skew, Duration late, int early) {}

    /** Waits until each has read. */
    public Seen await() {
        List<Instant> at = reads.stream().map(PollingVendors::get).sorted().toList();
        return new Seen(Duration.between(at.getFirst(), at.getLast()), Duration.between(from, at.getLast()), (int)
                at.stream().filter(each -> each.isBefore(from)).count());
    }

    private static Instant get(Future<Instant> read) {
        try {
            return read.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io
                    ? new UncheckedIOException(io)
                    : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        browser.close();
    }
}
