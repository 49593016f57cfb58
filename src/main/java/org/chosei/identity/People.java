package org.chosei.identity;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chosei.access.Role;
import org.chosei.access.Scopes;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The people behind ids. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class People {
    private final PersonStore store;
    private final SessionStore sessions;
    private final Ledger ledger;

    People(PersonStore store, SessionStore sessions, Ledger ledger) {
        this.store = store;
        this.sessions = sessions;
        this.ledger = ledger;
    }

    /** Names as far as the acting scope may know them: staff know all, members their own organisation's and staff's. */
    public Map<PersonId, String> names(Collection<PersonId> people) {
        return store.names(people);
    }

    /** The members of an organisation, with their addresses: for staff, and for its own members. */
    public List<Member> members(OrganisationId organisation) {
        return store.members(organisation);
    }

    /** How many people with an account these organisations have. Staff only, one query. */
    public int active(Collection<OrganisationId> organisations) {
        return store.active(organisations);
    }

    /** Ends every session of an organisation's people, for staff and for its own members; how many there were. */
    public long signOutAll(OrganisationId organisation) {
        long ended = sessions.endAll(organisation);
        ledger.append(Entry.ofInstallation("sessions.ended")
                .about("organisation", organisation)
                .about("sessions", ended));
        return ended;
    }

    /** Lets somebody in again who was shut out: with the old memberships, and password and code as they were. Staff only. */
    public void enable(PersonId person) {
        if (!store.enable(person)) {
            throw store.names(List.of(person)).isEmpty()
                    ? new Refusal.NotFound()
                    : new Refusal.WrongState("not-shut-out");
        }
        ledger.append(Entry.ofInstallation("person.enabled").about("person", person));
    }

    /**
     * Refuses to invite somebody who has all of these roles already, or whose account was shut out: that link would lead
     * nowhere.
     */
    void requireInvitable(OrganisationId organisation, String email, Set<Role> roles) {
        store.members(organisation).stream()
                .filter(member -> member.email().equalsIgnoreCase(email.strip()))
                .forEach(member -> {
                    if (member.shutOut()) {
                        throw new Refusal.Invalid("email", "invite-shut-out");
                    }
                    if (!member.disabled() && member.roles().containsAll(roles)) {
                        throw new Refusal.Invalid("email", "invite-active");
                    }
                });
    }

    /** Shuts a person out at once, on every device. Staff only, and nobody shuts out oneself. */
    public void disable(PersonId person) {
        if (Scopes.person().id().equals(person)) {
            throw new Refusal.NotPermitted("disable-self");
        }
        if (!store.disable(person)) {
            throw new Refusal.NotFound();
        }
        sessions.endAll(person);
        ledger.append(Entry.ofInstallation("person.disabled").about("person", person));
    }
}
