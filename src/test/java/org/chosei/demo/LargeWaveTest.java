package org.chosei.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What the benches of distribution measure is really there: many vendors get a wave, and nobody reads it early. */
class LargeWaveTest {
    @Test
    void waveToManyTakesAsManyStatementsAsToFewAndReachesAllOfThem() {
        try (LargeWave large =
                LargeWave.open(GeneratedKeys.curve(30, Instant.now().minusSeconds(60)), 0)) {
            large.plan(10, Duration.ofHours(9));
            int few = large.plan(10, Duration.ofHours(9)).statements();
            assertThat(large.bare(30)).isPositive();

            LargeWave.Planned all = large.plan(30, Duration.ofSeconds(3));
            assertThat(all.statements()).isEqualTo(few).isPositive();
            try (PollingVendors polling = large.poll(all.wave(), 8, Duration.ofMillis(400))) {
                PollingVendors.Seen seen = polling.await();
                assertThat(seen.early()).isZero();
                assertThat(seen.late()).isPositive();
            }
            LargeWave.HandedOver mails = large.awaitMails(all.wave(), 30, Duration.ofSeconds(60));
            assertThat(mails.first()).isAfterOrEqualTo(all.wave().visibleFrom());
            assertThat(large.mailsTaken()).isEqualTo(30);
        }
    }
}
