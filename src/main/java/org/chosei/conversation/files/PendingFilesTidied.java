package org.chosei.conversation.files;

import java.time.Duration;
import java.time.InstantSource;
import org.chosei.access.Purpose;
import org.chosei.jobs.Recurring;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Removes what people brought and never sent. */
@Component
class PendingFilesTidied implements Recurring {
    /** Long enough for a message that is finished tomorrow morning. */
    static final Duration KEPT = Duration.ofDays(1);

    private final FileStore store;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    PendingFilesTidied(FileStore store, TransactionOperations transaction, InstantSource clock) {
        this.store = store;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "pending-files-tidied";
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
