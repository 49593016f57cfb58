package org.chosei.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the bench of the registry measures is really there. */
class LargeRegistryTest {
    @Test
    void isFilledWithProgressAndAnswersEverySearch() {
        List<String> progress = new ArrayList<>();
        try (LargeRegistry registry = LargeRegistry.open()) {
            assertThat(registry.fill(30, (done, all) -> progress.add(done + "/" + all)))
                    .isPositive();
            assertThat(registry.answers(2)).hasSize(24).isSorted();
        }
        assertThat(progress).containsExactly("30/30");
    }
}
