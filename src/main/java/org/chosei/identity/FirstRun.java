package org.chosei.identity;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.chosei.access.Purpose;
import org.chosei.access.Role;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Lets the first person in, when there is nobody yet who could invite anybody. */
@Component
public class FirstRun {
    private final TransactionOperations transaction;
    private final PersonStore people;
    private final Invitations invitations;
    private final CoordinatorOrganisation coordinator;

    FirstRun(
            TransactionOperations transaction,
            PersonStore people,
            Invitations invitations,
            CoordinatorOrganisation coordinator) {
        this.transaction = transaction;
        this.people = people;
        this.invitations = invitations;
        this.coordinator = coordinator;
    }

    /**
     * The link that makes the first administrator, once; empty as soon as there is a person. Each call makes a new link
     * and ends the one before, because a link is kept nowhere. Call it outside a transaction, in any scope.
     */
    public Optional<String> administratorLink() {
        return Scopes.as(
                new Scope.System(Purpose.SETUP),
                () -> transaction.execute(_ -> people.isEmpty() ? Optional.of(link()) : Optional.empty()));
    }

    private String link() {
        InvitationStore.Guest unknown = new InvitationStore.Guest(null, null);
        return invitations
                .issue(unknown, coordinator.id(), Set.of(Role.ADMINISTRATOR), Locale.JAPANESE)
                .link();
    }
}
