package org.chosei.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.chosei.kernel.CaseId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The head of a chain is not held while the disk writes, and yet nobody goes on before it has. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class DurableEntriesTest {
    private static final int TRIES = 10;

    private final LedgerRoom room = new LedgerRoom();
    private final JdbcClient jdbc = room.application.bean(JdbcClient.class);

    @AfterAll
    void stop() {
        room.close();
    }

    @Test
    void whatWasAppendedIsOnDiskWhenTheCallReturns() {
        CaseId of = LedgerRoom.newCase();
        int flushed = 0;
        for (int i = 0; i < TRIES; i++) {
            room.append(Entry.of(of, "test.entry"));
            flushed += isOnDisk() ? 1 : 0;
        }
        // Work of the database's own may come between now and then; without waiting none would be.
        assertThat(flushed).isGreaterThanOrEqualTo(TRIES - 3);
    }

    @Test
    void manyWhoAppendToOneChainAtOnceKeepItWhole() throws Exception {
        CaseId of = LedgerRoom.newCase();
        CountDownLatch together = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = java.util.stream.IntStream.range(0, 16)
                    .<Future<Boolean>>mapToObj(i -> threads.submit(() -> {
                        together.await(10, TimeUnit.SECONDS);
                        for (int n = 0; n < 5; n++) {
                            room.append(Entry.of(of, "test.entry").about("writer", i));
                        }
                        return true;
                    }))
                    .toList();
            together.countDown();
            for (Future<Boolean> each : all) {
                assertThat(each.get(Duration.ofSeconds(40).toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
            }
        }
        room.application.bean(Checkpoints.class).make();
        assertThat(room.live(of).findings()).isEmpty();
        assertThat(room.as(
                        room.staff,
                        () -> jdbc.sql("select count(*) from ledger_entry where chain = :chain and seq <= 80")
                                .param("chain", of.value())
                                .query(Long.class)
                                .single()))
                .isEqualTo(80);
    }

    private boolean isOnDisk() {
        return jdbc.sql("select pg_current_wal_flush_lsn() >= pg_current_wal_insert_lsn()")
                .query(Boolean.class)
                .single();
    }
}
