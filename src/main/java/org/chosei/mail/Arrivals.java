package org.chosei.mail;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.jobs.Jobs;
import org.chosei.kernel.Sha256;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.mail.wire.Envelope;
import org.chosei.mail.wire.Receiver;
import org.chosei.vault.Vault;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Keeps a mail with its ledger entry and the job that routes it, in one transaction; the listener says 250 when it has
 * committed. A mail that comes again (same bytes, same recipients) was kept already and is no second mail.
 */
@Component
class Arrivals implements Receiver {
    private final IncomingMailStore store;
    private final Vault vault;
    private final Ledger ledger;
    private final Jobs jobs;
    private final InstantSource clock;
    private final TransactionOperations transaction;

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
        Scopes.as(new Scope.System(Purpose.MAIL_IN), () -> {
            if (!Boolean.TRUE.equals(transaction.execute(status -> keep(envelope, raw, status)))) {
                ledger.awaitDisk();
            }
        });
    }

    /** Whether it was not there; if it was, what was sealed for it here goes with this transaction. */
    private boolean keep(Envelope envelope, byte[] raw, TransactionStatus status) {
        String sha256 = Sha256.hex(raw);
        UUID id = Uuid7.at(clock.instant());
        String arrival = arrival(sha256, envelope.recipients());
        if (!store.add(id, arrival, vault.sealMail(raw), sha256, raw.length, envelope)) {
            status.setRollbackOnly();
            return false;
        }
        jobs.stageAfterOthers(Router.KIND, id, clock.instant());
        ledger.append(Entry.ofInstallation("mail.arrived").about("mail", id).about("sha256", sha256));
        return true;
    }

    /** One mail for these recipients, in whatever order they were named. */
    private static String arrival(String sha256, Collection<String> recipients) {
        String all = recipients.stream()
                .map(recipient -> recipient.toLowerCase(Locale.ROOT))
                .sorted()
                .distinct()
                .collect(Collectors.joining("\n", sha256 + "\n", ""));
        return Sha256.hex(all.getBytes(StandardCharsets.UTF_8));
    }
}
