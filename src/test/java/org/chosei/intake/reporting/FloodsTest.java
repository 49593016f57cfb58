package org.chosei.intake.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** One network is slowed down; many at once shut nobody out. */
class FloodsTest {
    private Instant now = Instant.parse("2026-11-02T01:00:00Z");
    private final Floods floods = new Floods(() -> now);

    @Test
    void networkThatSendsTooManyWaitsAndTheOthersDoNot() {
        for (int i = 0; i < Floods.REPORTS; i++) {
            assertThat(floods.report("192.0.2." + i)).isEmpty();
        }
        assertThat(floods.report("192.0.2.200").orElseThrow()).isBetween(3500L, 3600L);
        assertThat(floods.report("192.0.3.1")).isEmpty();
        assertThat(floods.report("2001:db8::1")).isEmpty();
        now = now.plus(Duration.ofMinutes(61));
        assertThat(floods.report("192.0.2.200")).isEmpty();
    }

    @Test
    void receiptsAreCountedApartAndRightOnesDoNotCount() {
        for (int i = 0; i < 3 * Floods.RECEIPTS; i++) {
            assertThat(floods.receipt("192.0.2.1")).isEmpty();
            floods.forgive("192.0.2.1");
        }
        for (int i = 0; i < Floods.RECEIPTS; i++) {
            assertThat(floods.receipt("192.0.2.1")).isEmpty();
        }
        assertThat(floods.receipt("192.0.2.9")).isPresent();
        assertThat(floods.report("192.0.2.1")).isEmpty();
    }

    @Test
    void whatComesInAFloodIsOnlyMarked() {
        for (int i = 0; i < Floods.CALM; i++) {
            assertThat(floods.crowded()).as("report %d", i).isFalse();
        }
        assertThat(floods.crowded()).isTrue();
        now = now.plus(Duration.ofMinutes(61));
        assertThat(floods.crowded()).isFalse();
    }
}
