package org.chosei.identity;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chosei.access.Role;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** The organisations of the acting person. It acts for one at a time, and the choice is its own, never an inviter's. */
@Component
public class OwnOrganisations {
    private final TransactionOperations transaction;
    private final OwnOrganisationStore store;
    private final SessionStore sessions;
    private final Ledger ledger;

    OwnOrganisations(
            TransactionOperations transaction, OwnOrganisationStore store, SessionStore sessions, Ledger ledger) {
        this.transaction = transaction;
        this.store = store;
        this.sessions = sessions;
        this.ledger = ledger;
    }

    /** All of them, the one joined first first. */
    public List<OwnOrganisation> all() {
        return transaction.execute(_ -> store.of(Scopes.person()));
    }

    /**
     * Opens a new session for this one, ends the present one, and remembers the choice for the next sign-in.
     *
     * @throws Refusal.NotFound where the person is no member, or no longer
     */
    public Token actFor(OrganisationId organisation, Optional<Token> present) {
        Scope.Person person = Scopes.person();
        Set<Role> roles = transaction.execute(_ -> store.roles(person.id(), organisation));
        if (roles.isEmpty()) {
            throw new Refusal.NotFound();
        }
        return Scopes.as(
                new Scope.Person(person.id(), organisation, roles),
                () -> transaction.execute(_ -> {
                    store.choose(person.id(), organisation);
                    ledger.append(Entry.ofInstallation("person.acts-for")
                            .about("person", person.id())
                            .about("organisation", organisation));
                    present.ifPresent(sessions::end);
                    return sessions.open(person.id(), organisation);
                }));
    }
}
