package org.chosei.mail;

import java.util.UUID;
import org.chosei.access.Purpose;
import org.chosei.jobs.Job;
import org.springframework.stereotype.Component;

/** Runs when a letter becomes due, and hands over whatever else is due with it. */
@Component
class ClearDrain implements Job {
    static final String KIND = "mail.clear";

    private final Drain drain;
    private final ClearQueue queue;

    ClearDrain(Drain drain, ClearQueue queue) {
        this.drain = drain;
        this.queue = queue;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Purpose purpose() {
        return Purpose.MAIL_OUT;
    }

    @Override
    public void run(UUID letter) {
        drain.empty(queue);
    }
}
