package org.chosei.mail;

import java.time.InstantSource;
import java.util.List;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.jobs.Jobs;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.mail.wire.Envelope;
import org.chosei.mail.wire.Receiver;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Keeps a mail with its ledger entry and the job that routes it, in one transaction; the listener says 250 when it has
 * committed. Mails that arrive at once share one. A mail that comes again (same bytes, same recipients) was kept already and
 * is no second mail.
 */
@Component
class Arrivals implements Receiver {
    /** Above it (in bytes) a mail keeps no other waiting, and no other adds to the memory that it takes. */
    private static final int LARGE = 256 * 1024;

    private static final int MOST_AT_ONCE = 64;

    private final IncomingMailStore store;
    private final Vault vault;
    private final Ledger ledger;
    private final Jobs jobs;
    private final InstantSource clock;
    private final TransactionOperations transaction;
    private final Together<Arrival> together = new Together<>(MOST_AT_ONCE, this::keep);

    Arrivals(
            IncomingMailStore store,
            Vault vault,
            Ledger ledger,
            Jobs jobs,
            InstantSource clock,
            TransactionOperations transaction) {
        this.store = store;
        this.vault = vault;
        this.ledger = ledger;
        this.jobs = jobs;
        this.clock = clock;
        this.transaction = transaction;
    }

    @Override
    public void receive(Envelope envelope, byte[] raw) {
        Arrival arrival = Arrival.of(Uuid7.at(clock.instant()), envelope, raw);
        boolean kept = raw.length <= LARGE && together.done(arrival);
        if (!kept && !keep(List.of(arrival))) {
            ledger.awaitDisk();
        }
    }

    /** Whether mails are being kept at this moment. */
    boolean busy() {
        return together.busy();
    }

    /** Whether none of them was there; if one was, nothing of them is kept here. */
    private boolean keep(List<Arrival> arrivals) {
        return Scopes.as(
                new Scope.System(Purpose.MAIL_IN),
                () -> Boolean.TRUE.equals(transaction.execute(status -> keep(arrivals, status))));
    }

    private boolean keep(List<Arrival> arrivals, TransactionStatus status) {
        List<SealedId> sealed =
                vault.sealMails(arrivals.stream().map(Arrival::raw).toList());
        if (store.add(arrivals, sealed) < arrivals.size()) {
            status.setRollbackOnly();
            return false;
        }
        jobs.stageNewAfterOthers(Router.KIND, arrivals.stream().map(Arrival::id).toList(), clock.instant());
        for (Arrival arrival : arrivals) {
            ledger.append(Entry.ofInstallation("mail.arrived")
                    .about("mail", arrival.id())
                    .about("sha256", arrival.sha256()));
        }
        return true;
    }
}
