package org.chosei.registry;

import org.chosei.identity.People;
import org.chosei.kernel.OrganisationId;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Whose organisation has left for good is signed out and told, in the transaction that decides it. */
@Component
class Leavers {
    private final People people;
    private final LeaversLetter letter;

    Leavers(People people, LeaversLetter letter) {
        this.people = people;
        this.letter = letter;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(OrganisationStopped stopped) {
        if (!stopped.forGood()) {
            return;
        }
        OrganisationId organisation = stopped.organisation();
        people.signOutAll(organisation);
        letter.stage(organisation);
    }
}
