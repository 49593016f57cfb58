package org.chosei.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the bench of the case page measures is really there, and its statements do not grow with the vendors. */
class LargeCaseTest {
    @Test
    void matrixAndOverviewNeedTenStatementsWhateverTheNumberOfVendors() {
        try (LargeCase large = LargeCase.open(60)) {
            String few = large.fill(10);
            String many = large.fill(60);
            assertThat(large.rows(few + "/status")).isEqualTo(10);
            assertThat(large.rows(many + "/status")).isEqualTo(60);
            for (String page : new String[] {"", "/status"}) {
                int statements = large.answers(few + page, 2).statements();
                assertThat(statements).as("statements of " + page).isBetween(5, 10);
                assertThat(large.answers(many + page, 2).statements()).isEqualTo(statements);
            }
            int talk = large.answers(large.talk(few, 110), 3).statements();
            assertThat(large.answers(large.talk(many, 220), 3).statements())
                    .isEqualTo(talk)
                    .isLessThan(20);
            assertThat(large.answers(many + "/fairness", 2).statements())
                    .isEqualTo(large.answers(few + "/fairness", 2).statements());
        }
    }
}
