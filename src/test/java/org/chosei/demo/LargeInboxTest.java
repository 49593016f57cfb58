package org.chosei.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the bench of the inbox measures is really there, and five statements are enough. */
class LargeInboxTest {
    @Test
    void everyPartOfTheInboxNeedsFiveStatementsWhateverTheNumberOfCases() {
        try (LargeInbox large = LargeInbox.open()) {
            large.fill(300);
            assertThat(large.items()).isGreaterThan(300);
            int every = large.answers("/keys", 3).statements();
            for (String part : new String[] {
                "/inbox", "/inbox?tab=waiting", "/inbox?tab=overdue", "/inbox?whose=nobody", large.next("/inbox")
            }) {
                assertThat(large.lines(part)).as(part).isEqualTo(50);
                assertThat(large.answers(part, 3).statements() - every).as(part).isBetween(2, 5);
            }
            assertThat(large.vendorCases()).isEqualTo(10);
            assertThat(large.vendorLines("/inbox"))
                    .as("a notice and a statement of each, and messages")
                    .isGreaterThanOrEqualTo(20);
            for (String part : new String[] {"/inbox", "/inbox?tab=waiting", "/inbox?tab=overdue"}) {
                assertThat(large.vendorAnswers(part, 3).statements() - every)
                        .as(part)
                        .isBetween(1, 5);
            }
        }
    }
}
