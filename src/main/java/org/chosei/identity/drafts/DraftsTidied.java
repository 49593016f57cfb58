package org.chosei.identity.drafts;

import java.time.Duration;
import java.time.InstantSource;
import org.chosei.access.Purpose;
import org.chosei.jobs.Recurring;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Removes drafts to which nobody came back. */
@Component
class DraftsTidied implements Recurring {
    /** Promised are thirty days. */
    static final Duration KEPT = Duration.ofDays(35);

    private final DraftStore store;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    DraftsTidied(DraftStore store, TransactionOperations transaction, InstantSource clock) {
        this.store = store;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "drafts-tidied";
    }

    @Override
    public Purpose purpose() {
        return Purpose.TIDY;
    }

    @Override
    public Duration every() {
        return Duration.ofHours(1);
    }

    @Override
    public void run() {
        transaction.executeWithoutResult(_ -> store.tidy(clock.instant().minus(KEPT)));
    }
}
