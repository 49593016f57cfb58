package org.chosei.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReadingTurnsTest {
    private final AtomicInteger reading = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @Test
    void twoMailsAreReadAtOnceAndNoThird() throws Exception {
        ReadingTurns turns = new ReadingTurns(() -> false);
        CountDownLatch two = new CountDownLatch(2);
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 3; i++) {
                threads.submit(() -> turns.take(() -> read(two, go)));
            }
            assertThat(two.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(reading).hasValue(2);
            go.countDown();
        }
        assertThat(most).hasValue(2);
    }

    @Test
    void whileOthersArriveOneIsReadAfterTheOther() throws Exception {
        ReadingTurns turns = new ReadingTurns(() -> true);
        CountDownLatch five = new CountDownLatch(5);
        CountDownLatch go = new CountDownLatch(0);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 5; i++) {
                threads.submit(() -> turns.take(() -> read(five, go)));
            }
            assertThat(five.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(most).hasValue(1);
    }

    @Test
    void aMailThatCannotBeReadGivesItsTurnBack() throws Exception {
        ReadingTurns turns = new ReadingTurns(() -> true);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 5; i++) {
                Future<?> failed = threads.submit(() -> turns.take(() -> {
                    throw new IllegalStateException("unreadable");
                }));
                assertThat(failed).failsWithin(30, TimeUnit.SECONDS);
            }
        }
    }

    private void read(CountDownLatch begun, CountDownLatch go) {
        most.accumulateAndGet(reading.incrementAndGet(), Math::max);
        begun.countDown();
        try {
            go.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        reading.decrementAndGet();
    }
}
