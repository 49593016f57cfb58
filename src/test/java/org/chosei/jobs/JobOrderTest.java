package org.chosei.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.chosei.access.Purpose;
import org.chosei.installation.Database;
import org.chosei.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Strangers can cause any number of jobs by sending mails; a wave's instant does not wait for them. */
class JobOrderTest {
    private static final int FLOOD = 60;

    private final List<String> ran = new CopyOnWriteArrayList<>();
    private final CountDownLatch wave = new CountDownLatch(1);

    @Test
    void whatOthersWaitForGoesBeforeAFloodThatWasThereFirst() throws InterruptedException {
        Database database = TestDatabase.migrated();
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(database.appUrl());
            pool.setUsername(database.appUser());
            pool.setPassword(database.appPassword());
            TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(pool));
            Jobs jobs = new Jobs(pool);
            Instant now = Instant.now();
            transaction.executeWithoutResult(_ -> {
                for (int i = 0; i < FLOOD; i++) {
                    jobs.stageAfterOthers("flood", UUID.randomUUID(), now.minusSeconds(60));
                }
                jobs.stage("wave", UUID.randomUUID(), now.minusSeconds(1));
            });
            StaticListableBeanFactory beans = new StaticListableBeanFactory();
            beans.addBean("flood", job("flood"));
            beans.addBean("wave", job("wave"));
            JobRunner runner = new JobRunner(
                    pool,
                    InstantSource.system(),
                    new DeadLetters(JdbcClient.create(pool), transaction),
                    beans.getBeanProvider(Job.class),
                    beans.getBeanProvider(Recurring.class));
            runner.start();
            try {
                assertThat(wave.await(60, TimeUnit.SECONDS)).isTrue();
            } finally {
                runner.stop();
            }
            assertThat(ran.indexOf("wave")).isLessThan(FLOOD / 4);
        }
    }

    private Job job(String kind) {
        return new Job() {
            @Override
            public String kind() {
                return kind;
            }

            @Override
            public Purpose purpose() {
                return Purpose.MAIL_IN;
            }

            @Override
            public void run(UUID subject) {
                ran.add(kind);
                if (kind.equals("wave")) {
                    wave.countDown();
                }
                pause();
            }
        };
    }

    private static void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(Duration.ofMillis(20).toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
