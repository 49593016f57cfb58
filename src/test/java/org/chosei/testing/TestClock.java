package org.chosei.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that runs and can be put forward, or stopped to look at one instant as long as it takes. */
public final class TestClock implements InstantSource {
    private volatile InstantSource source = InstantSource.system();

    @Override
    public Instant instant() {
        return source.instant();
    }

    void putForward(Duration by) {
        source = source instanceof Stopped(Instant at) ? new Stopped(at.plus(by)) : ahead(by);
    }

    private InstantSource ahead(Duration by) {
        Duration whole =
                Duration.between(InstantSource.system().instant(), instant()).plus(by);
        return () -> InstantSource.system().instant().plus(whole);
    }

    void stopAt(Instant at) {
        source = new Stopped(at);
    }

    /** What the database's clock function must return to agree. */
    String sql() {
        return source instanceof Stopped(Instant at)
                ? "timestamptz '" + at + "'"
                : "statement_timestamp() + interval '"
                        + Duration.between(InstantSource.system().instant(), instant())
                                .toMillis()
                        + " milliseconds'";
    }

    private record Stopped(Instant at) implements InstantSource {
        @Override
        public Instant instant() {
            return at;
        }
    }
}
