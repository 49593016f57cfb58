package org.chosei.mail;

import java.util.UUID;
import org.chosei.access.Purpose;
import org.chosei.jobs.Job;
import org.springframework.stereotype.Component;

/** Runs when a body becomes due, and hands over whatever else is due with it. */
@Component
class EncryptedDrain implements Job {
    static final String KIND = "mail.drain";

    private final Drain drain;
    private final EncryptedQueue queue;

    EncryptedDrain(Drain drain, EncryptedQueue queue) {
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
    public void run(UUID body) {
        drain.empty(queue);
    }
}
