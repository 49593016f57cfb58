package org.chosei.intake.reporting;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.chosei.identity.Networks;
import org.springframework.stereotype.Component;

/**
 * Keeps one network from filling the forms that need no account. Counted in memory alone: where a report came from is never
 * written down. Many networks at once shut nobody out; what comes then is only marked, to be looked at later.
 */
@Component
class Floods {
    /** From one network in an hour; a university may sit behind one address. */
    static final int REPORTS = 20;
    /** Wrong receipts from one network in a quarter of an hour. */
    static final int RECEIPTS = 20;
    /** Of one reporter in an hour. */
    static final int MESSAGES = 30;
    /** From everywhere in an hour; what is beyond is marked. */
    static final int CALM = 100;

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final int MOST_NETWORKS = 20_000;

    private final InstantSource clock;
    private final Map<String, Window> windows = new HashMap<>();
    private final Deque<Instant> lately = new ArrayDeque<>();

    Floods(InstantSource clock) {
        this.clock = clock;
    }

    private record Window(Instant until, int count) {}

    /** Counts one report; the seconds to wait when its network sent too many. */
    OptionalLong report(String address) {
        return count("report " + Networks.of(address), REPORTS, HOUR);
    }

    /** Counts one message of a report's reporter; the seconds to wait when there were too many. */
    OptionalLong message(Object report) {
        return count("message " + report, MESSAGES, HOUR);
    }

    /** Counts one try of a receipt; the seconds to wait when its network tried too many wrong ones. */
    OptionalLong receipt(String address) {
        return count("receipt " + Networks.of(address), RECEIPTS, QUARTER);
    }

    /** The try was right and does not count. */
    synchronized void forgive(String address) {
        windows.computeIfPresent(
                "receipt " + Networks.of(address), (_, window) -> new Window(window.until(), window.count() - 1));
    }

    /** Notes that a report was taken in; whether more came in the last hour than people can look at. */
    synchronized boolean crowded() {
        Instant now = clock.instant();
        lately.addLast(now);
        while (lately.getFirst().isBefore(now.minus(HOUR)) || lately.size() > CALM + 1) {
            lately.removeFirst();
        }
        return lately.size() > CALM;
    }

    private synchronized OptionalLong count(String key, int allowed, Duration per) {
        Instant now = clock.instant();
        if (windows.size() >= MOST_NETWORKS) {
            windows.values().removeIf(window -> !now.isBefore(window.until()));
        }
        if (windows.size() >= MOST_NETWORKS) {
            windows.clear();
        }
        Window window = windows.getOrDefault(key, new Window(now, 0));
        if (!now.isBefore(window.until())) {
            window = new Window(now.plus(per), 0);
        }
        if (window.count() >= allowed) {
            return OptionalLong.of(
                    Math.max(1, Duration.between(now, window.until()).toSeconds()));
        }
        windows.put(key, new Window(window.until(), window.count() + 1));
        return OptionalLong.empty();
    }
}
