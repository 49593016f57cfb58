package org.chosei.registry.keys;

import org.chosei.kernel.OrganisationId;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.registry.OrganisationStopped;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The keys of an organisation that has left for good are used no more, in the transaction that decides it. */
@Component
class LeaversKeys {
    private final KeyStore keys;
    private final Ledger ledger;

    LeaversKeys(KeyStore keys, Ledger ledger) {
        this.keys = keys;
        this.ledger = ledger;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(OrganisationStopped stopped) {
        if (!stopped.forGood()) {
            return;
        }
        OrganisationId organisation = stopped.organisation();
        for (String fingerprint : keys.retireAll(organisation)) {
            ledger.append(Entry.ofInstallation("key.retired")
                    .about("organisation", organisation)
                    .about("fingerprint", fingerprint));
        }
    }
}
