package org.chosei.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class TogetherTest {
    private static final int MOST = 4;

    private final List<List<Integer>> turns = new CopyOnWriteArrayList<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);

    @Test
    void whoComesAloneHasATurnOfItsOwn() {
        Together<Integer> together = new Together<>(MOST, turns::add);
        assertThat(together.done(1)).isTrue();
        assertThat(together.done(2)).isTrue();
        assertThat(turns).containsExactly(List.of(1), List.of(2));
    }

    @Test
    void whoComeDuringATurnShareTheNextAndNoTurnIsLargerThanAllowed() throws Exception {
        assertThat(allDone(this::gone, 9)).containsOnly(true).hasSize(9);
        assertThat(turns.getFirst()).containsExactly(0);
        assertThat(turns).extracting(List::size).containsExactly(1, MOST, MOST);
        assertThat(turns.stream().flatMap(List::stream)).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void whoeverSharedATurnThatFailedIsToldAndTheNextTurnIsNotAffected() throws Exception {
        List<Boolean> done = allDone(
                turn -> {
                    gone(turn);
                    if (turn.contains(2)) {
                        throw new IllegalStateException("2 breaks it");
                    }
                    return true;
                },
                9);
        assertThat(done.get(0)).isTrue();
        assertThat(done.get(2)).isFalse();
        assertThat(done.stream().filter(each -> !each)).hasSize(MOST);
    }

    @Test
    void whatWasThereAlreadyIsNotDone() {
        assertThat(new Together<Integer>(MOST, _ -> false).done(1)).isFalse();
    }

    private boolean gone(List<Integer> turn) {
        begun.countDown();
        try {
            go.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return turns.add(turn);
    }

    /** The first has the turn until all others wait for the next. */
    private List<Boolean> allDone(Predicate<List<Integer>> work, int count) throws Exception {
        Together<Integer> together = new Together<>(MOST, work);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> each = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int what = i;
                each.add(threads.submit(() -> together.done(what)));
                begun.await();
                while (together.waiting() < what) {
                    Thread.onSpinWait();
                }
            }
            go.countDown();
            List<Boolean> done = new ArrayList<>();
            for (Future<Boolean> one : each) {
                done.add(one.get());
            }
            return done;
        }
    }
}
