package org.chosei.ledger;

import java.util.UUID;
import org.chosei.access.Purpose;
import org.chosei.jobs.Job;
import org.springframework.stereotype.Component;

/** A checkpoint at a moment that matters, such as a wave's instant; the subject is what mattered. */
@Component
class CheckpointJob implements Job {
    private final Checkpoints checkpoints;

    CheckpointJob(Checkpoints checkpoints) {
        this.checkpoints = checkpoints;
    }

    @Override
    public String kind() {
        return Checkpoints.JOB;
    }

    @Override
    public Purpose purpose() {
        return Purpose.CHECKPOINT;
    }

    @Override
    public void run(UUID subject) {
        checkpoints.make();
    }
}
