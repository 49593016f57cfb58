package org.chosei.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/** The vendors watch their lists across the instant, all at once: nobody sees the case before, everybody does after. */
final class Opening {
    private static final Duration PAUSE = Duration.ofMillis(40);

    private final Cast cast;
    private final Played.OpenedCase of;
    private final Instant instant;

    Opening(Cast cast, Played.OpenedCase of, Instant instant) {
        this.cast = cast;
        this.of = of;
        this.instant = instant;
    }

    /** When each first had the case in the answer to a request sent after the instant. */
    Map<String, Instant> watch() {
        Map<String, Instant> seen = new ConcurrentHashMap<>();
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<String, Future<Instant>> each = new LinkedHashMap<>();
            cast.active().forEach(vendor -> each.put(vendor.name(), readers.submit(() -> firstSight(vendor))));
            for (Map.Entry<String, Future<Instant>> one : each.entrySet()) {
                seen.put(one.getKey(), one.getValue().get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof StepFailed.Unheld unheld ? unheld : new IllegalStateException(e);
        }
        return new java.util.TreeMap<>(seen);
    }

    private Instant firstSight(Vendor vendor) {
        while (true) {
            Instant asked = Instant.now();
            boolean there = vendor.person().fetch("/our-cases").fine().body().contains(of.number());
            Instant answered = Instant.now();
            StepFailed.unless(!there || !answered.isBefore(instant), "%s saw the case at %s", vendor.name(), answered);
            StepFailed.unless(there || asked.isBefore(instant), "%s saw nothing at %s", vendor.name(), asked);
            if (there) {
                return answered.truncatedTo(ChronoUnit.MILLIS);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
