package org.chosei.identity;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.chosei.access.Role;
import org.chosei.access.Scopes;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The people of the acting person's organisation, as its responsible person looks after them. */
@Component
@Transactional
public class Members {
    /** More open invitations than any team needs would be somebody sending mail in our name. */
    private static final int OPEN_INVITATIONS = 20;

    private final People people;
    private final PersonStore store;
    private final Invitations invitations;
    private final InvitationStore open;
    private final Ledger ledger;

    Members(People people, PersonStore store, Invitations invitations, InvitationStore open, Ledger ledger) {
        this.people = people;
        this.store = store;
        this.invitations = invitations;
        this.open = open;
        this.ledger = ledger;
    }

    /** Who belongs to the organisation, and who has been invited to. */
    public record Roster(List<Member> members, List<Invited> invited) {}

    @Transactional(readOnly = true)
    public Roster roster() {
        return new Roster(people.members(own()), open.open(own()));
    }

    /** Invites by mail, once for each form that the page gave out. */
    public void invite(UUID form, String name, String email, Set<Role> roles, Locale locale) {
        if (open.open(own()).size() >= OPEN_INVITATIONS) {
            throw new Refusal.WrongState("members-many", OPEN_INVITATIONS);
        }
        people.requireInvitable(own(), email, roles);
        invitations.invite(form, name, email, own(), roles, locale);
    }

    /** Ends a membership at once, in every browser. Accounts elsewhere stay. */
    public void shutOut(PersonId person) {
        if (Scopes.person().id().equals(person)) {
            throw new Refusal.NotPermitted("shut-out-self");
        }
        if (!store.leave(person, own())) {
            throw new Refusal.NotFound();
        }
        ledger.append(
                Entry.ofInstallation("member.shut-out").about("person", person).about("organisation", own()));
    }

    private static OrganisationId own() {
        return Scopes.person().organisation();
    }
}
