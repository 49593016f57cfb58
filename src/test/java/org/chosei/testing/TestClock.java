package org.chosei.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * A clock that runs and can be put forward, or stopped to look at one instant as long as it takes. The job runner's
 * pauses are measured by it as well: while it stands, only jobs that were due when it stopped are found.
 */
public final class TestClock implements InstantSource {
    private volatile Time time = new Running(Duration.ZERO);

    @Override
    public Instant instant() {
        return time.now();
    }

    /** {@code database} is told first: work that the server thinks due must not find a database that does not. */
    void putForward(Duration by, Consumer<String> database) {
        set(time.plus(by), database);
    }

    void stopAt(Instant at, Consumer<String> database) {
        set(new Stopped(at), database);
    }

    /** Runs on from where it stands. */
    void go(Consumer<String> database) {
        set(new Running(Duration.between(InstantSource.system().instant(), instant())), database);
    }

    private void set(Time next, Consumer<String> database) {
        database.accept(next.sql());
        time = next;
    }

    private sealed interface Time {
        Instant now();

        Time plus(Duration by);

        /** The same time as an expression of the database. */
        String sql();
    }

    private record Running(Duration ahead) implements Time {
        @Override
        public Instant now() {
            return InstantSource.system().instant().plus(ahead);
        }

        @Override
        public Time plus(Duration by) {
            return new Running(ahead.plus(by));
        }

        @Override
        public String sql() {
            return "statement_timestamp() + interval '" + ahead.toMillis() + " milliseconds'";
        }
    }

    private record Stopped(Instant now) implements Time {
        @Override
        public Time plus(Duration by) {
            return new Stopped(now.plus(by));
        }

        @Override
        public String sql() {
            return "timestamptz '" + now + "'";
        }
    }
}
