package org.chosei.mail;

import java.time.Duration;
import org.chosei.access.Purpose;
import org.chosei.jobs.Recurring;
import org.springframework.stereotype.Component;

/** Finds what was deferred, or staged by a job that ran a moment too early. */
@Component
class OutgoingSweep implements Recurring {
    private final Drain drain;
    private final EncryptedQueue encrypted;
    private final ClearQueue clear;

    OutgoingSweep(Drain drain, EncryptedQueue encrypted, ClearQueue clear) {
        this.drain = drain;
        this.encrypted = encrypted;
        this.clear = clear;
    }

    @Override
    public String kind() {
        return "mail.sweep";
    }

    @Override
    public Purpose purpose() {
        return Purpose.MAIL_OUT;
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(5);
    }

    @Override
    public void run() {
        drain.empty(encrypted);
        drain.empty(clear);
    }
}
