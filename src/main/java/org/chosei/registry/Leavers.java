package org.chosei.registry;

import org.chosei.identity.People;
import org.chosei.kernel.OrganisationId;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Whose organisation has left for good is signed out, and its keys are used no more, in the transaction that decides it. */
@Component
class Leavers {
    private final KeyStore keys;
    private final People people;
    private final LeaversLetter letter;
    private final Ledger ledger;

    Leavers(KeyStore keys, People people, LeaversLetter letter, Ledger ledger) {
        this.keys = keys;
        this.people = people;
        this.letter = letter;
        this.ledger = ledger;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(OrganisationStopped stopped) {
        if (stopped.state() != OrganisationState.WITHDRAWN) {
            return;
        }
        OrganisationId organisation = stopped.organisation();
        for (String fingerprint : keys.retireAll(organisation)) {
            ledger.append(Entry.ofInstallation("key.retired")
                    .about("organisation", organisation)
                    .about("fingerprint", fingerprint));
        }
        people.signOutAll(organisation);
        letter.stage(organisation);
    }
}
