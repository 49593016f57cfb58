package org.chosei.mail;

import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.chosei.access.Purpose;
import org.chosei.jobs.Job;
import org.chosei.jobs.Jobs;
import org.chosei.kernel.OrganisationId;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/** Asks the rooms again about what an organisation sent and nobody believed, once it has proved a key. */
@Component
public class MailsAgain implements Job {
    static final String KIND = "mail.again";
    /** The newest of them; a person sees to what is older. */
    static final int MOST = 200;

    private final IncomingMailStore store;
    private final Jobs jobs;
    private final Ledger ledger;
    private final InstantSource clock;
    private final TransactionOperations transaction;

    MailsAgain(
            IncomingMailStore store, Jobs jobs, Ledger ledger, InstantSource clock, TransactionOperations transaction) {
        this.store = store;
        this.jobs = jobs;
        this.ledger = ledger;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** Stages it in the current transaction, whoever acts in it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void stage(OrganisationId organisation) {
        jobs.stage(KIND, organisation.value(), clock.instant());
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
    public void run(UUID organisation) {
        transaction.executeWithoutResult(_ -> again(store.waitingFrom(organisation, MOST)));
    }

    /** In the current transaction. */
    void again(List<UUID> mails) {
        for (UUID mail : mails) {
            store.arriveAgain(mail);
            jobs.stageAfterOthers(Router.KIND, mail, clock.instant());
            ledger.append(Entry.ofInstallation("mail.routed-again").about("mail", mail));
        }
    }
}
