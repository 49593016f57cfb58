package org.chosei.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Threads that come while one of them works share the next turn: whoever has it works for all that wait, and the others find
 * it done. A flood then costs as many transactions as there are turns, and a single thread waits for nobody.
 */
final class Together<T> {
    private final ReentrantLock turn = new ReentrantLock();
    private final Queue<Part<T>> waiting = new ConcurrentLinkedQueue<>();
    private final int most;
    private final Predicate<List<T>> work;

    /**
     * @param most in one turn
     * @param work does all of it or nothing; false, or an exception, is nothing
     */
    Together(int most, Predicate<List<T>> work) {
        this.most = most;
        this.work = work;
    }

    /** Whether it was done, with others or alone. If not, the fault may be another's: the caller then does its part by itself. */
    boolean done(T what) {
        Part<T> own = new Part<>(what);
        waiting.add(own);
        turn.lock();
        try {
            while (own.state == State.WAITING) {
                next();
            }
            return own.state == State.DONE;
        } finally {
            turn.unlock();
        }
    }

    /** How many wait for a turn. */
    int waiting() {
        return waiting.size();
    }

    /** Whether somebody has a turn now. */
    boolean busy() {
        return turn.isLocked();
    }

    private void next() {
        List<Part<T>> parts = new ArrayList<>();
        for (Part<T> part = waiting.poll(); part != null; part = parts.size() < most ? waiting.poll() : null) {
            parts.add(part);
        }
        State state = State.FAILED;
        try {
            if (work.test(parts.stream().map(part -> part.what).toList())) {
                state = State.DONE;
            }
        } catch (RuntimeException _) {
            // each of them meets its own fault when it works by itself
        } finally {
            for (Part<T> part : parts) {
                part.state = state;
            }
        }
    }

    private enum State {
        WAITING,
        DONE,
        FAILED
    }

    /** Read and written only by whoever has the turn. */
    private static final class Part<T> {
        private final T what;
        private State state = State.WAITING;

        Part(T what) {
            this.what = what;
        }
    }
}
