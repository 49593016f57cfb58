package org.chosei.registry.upkeep;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.chosei.access.Purpose;
import org.chosei.jobs.Recurring;
import org.chosei.kernel.OrganisationId;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.registry.Contact;
import org.chosei.registry.ContactPoints;
import org.chosei.registry.upkeep.AskStore.Ask;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Asks the teams of organisations that nobody confirmed for long whether their contacts are still right, and once more
 * after a month; then it is left to staff. A batch is one transaction, and who was asked in it is not asked by the next.
 */
@Component
class StaleContacts implements Recurring {
    static final Duration AGAIN_AFTER = Duration.ofDays(30);
    private static final int BATCH = 500;

    private final AskStore store;
    private final Asks asks;
    private final ContactPoints contacts;
    private final UpkeepSettings settings;
    private final Ledger ledger;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    StaleContacts(
            AskStore store,
            Asks asks,
            ContactPoints contacts,
            UpkeepSettings settings,
            Ledger ledger,
            TransactionOperations transaction,
            InstantSource clock) {
        this.store = store;
        this.asks = asks;
        this.contacts = contacts;
        this.settings = settings;
        this.ledger = ledger;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "registry.stale-contacts";
    }

    @Override
    public Purpose purpose() {
        return Purpose.UPKEEP;
    }

    @Override
    public Duration every() {
        return Duration.ofHours(1);
    }

    @Override
    public void run() {
        Instant now = clock.instant();
        boolean more = true;
        while (more) {
            more = Boolean.TRUE.equals(transaction.execute(_ -> ask(now)));
        }
        more = true;
        while (more) {
            more = Boolean.TRUE.equals(transaction.execute(_ -> askAgain(now)));
        }
    }

    /** Whether there may be more. */
    private boolean ask(Instant now) {
        store.onlyOne();
        List<OrganisationId> due = store.toAsk(now.minus(settings.staleAfter()), BATCH);
        if (!due.isEmpty()) {
            List<Contact> teams = contacts.of(due).stream()
                    .filter(contact -> contact.role() == Contact.Role.TEAM)
                    .toList();
            asks.first(null, teams).forEach(each -> ledger.append(entry("contacts.asked", each)));
        }
        return due.size() == BATCH;
    }

    private boolean askAgain(Instant now) {
        store.onlyOne();
        List<Ask> due = store.toAskAgain(now.minus(AGAIN_AFTER), BATCH);
        if (!due.isEmpty()) {
            asks.again(null, due);
            due.forEach(each -> ledger.append(entry("contacts.asked-again", each)));
        }
        return due.size() == BATCH;
    }

    private static Entry entry(String kind, Ask ask) {
        return Entry.ofInstallation(kind)
                .about("organisation", ask.organisation())
                .about("ask", ask.id());
    }
}
