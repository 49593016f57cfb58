package org.chosei.ledger;

import java.time.Duration;
import org.chosei.access.Purpose;
import org.chosei.jobs.Recurring;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** A checkpoint every ten minutes: for no longer than that is an entry without a signature above it. */
@Component
class RegularCheckpoint implements Recurring {
    private final Checkpoints checkpoints;

    RegularCheckpoint(Checkpoints checkpoints) {
        this.checkpoints = checkpoints;
    }

    @Override
    public String kind() {
        return "ledger.regular-checkpoint";
    }

    @Override
    public Purpose purpose() {
        return Purpose.CHECKPOINT;
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(10);
    }

    @Override
    public void run() {
        checkpoints.make();
    }

    /** Each start signs what is there, so that not even a new installation is without a checkpoint. */
    @EventListener(ApplicationReadyEvent.class)
    void atStart() {
        checkpoints.make();
    }
}
