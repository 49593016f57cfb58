package org.chosei.mail;

import java.time.InstantSource;
import java.util.UUID;
import org.chosei.access.Purpose;
import org.chosei.jobs.Job;
import org.chosei.jobs.Jobs;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/** Asks the rooms again about what registered senders wrote and no room took, once more is known of what mails may name. */
@Component
public class RegisteredMailsAgain implements Job {
    static final String KIND = "mail.again-registered";

    private final IncomingMailStore store;
    private final MailsAgain mails;
    private final Jobs jobs;
    private final InstantSource clock;
    private final TransactionOperations transaction;

    RegisteredMailsAgain(
            IncomingMailStore store,
            MailsAgain mails,
            Jobs jobs,
            InstantSource clock,
            TransactionOperations transaction) {
        this.store = store;
        this.mails = mails;
        this.jobs = jobs;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** Stages it in the current transaction; {@code because} is what became known, and the same twice is looked at once. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void stage(UUID because) {
        jobs.stage(KIND, because, clock.instant());
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Purpose purpose() {
        return Purpose.MAIL_IN;
    }

    @Override
    public void run(UUID because) {
        transaction.executeWithoutResult(_ -> mails.again(store.waitingFromRegistered(MailsAgain.MOST)));
    }
}
