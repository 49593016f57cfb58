package org.chosei.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the bench measures finds what it should, for both kinds of reader. */
class LargeTalkTest {
    @Test
    void theSearchFindsWhateverThePlainComparisonFinds() {
        try (LargeTalk talk = LargeTalk.open()) {
            assertThat(talk.say(1000)).isEqualTo(1000);
            LargeTalk.Times staff = talk.ask(60, false);
            assertThat(staff.hits()).isPositive();
            assertThat(staff.missed()).isZero();
            LargeTalk.Times vendor = talk.ask(60, true);
            assertThat(vendor.hits()).isBetween(1, staff.hits());
            assertThat(vendor.missed()).isZero();
        }
    }
}
