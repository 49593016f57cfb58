package org.chosei.identity;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.chosei.access.Role;
import org.chosei.kernel.PersonId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The people of the CSIRT itself, as its administrators look after them. */
@Component
@Transactional
public class Staff {
    private final People people;
    private final Invitations invitations;
    private final InvitationStore open;
    private final CoordinatorOrganisation coordinator;

    Staff(People people, Invitations invitations, InvitationStore open, CoordinatorOrganisation coordinator) {
        this.people = people;
        this.invitations = invitations;
        this.open = open;
        this.coordinator = coordinator;
    }

    /** Who works here, and who has been invited to. */
    public record Roster(List<Member> members, List<Invited> invited) {}

    @Transactional(readOnly = true)
    public Roster roster() {
        return new Roster(people.members(coordinator.id()), open.open(coordinator.id()));
    }

    /** Invites by mail, once for each form that the page gave out. */
    public void invite(UUID form, String name, String email, Set<Role> roles, Locale locale) {
        people.requireInvitable(coordinator.id(), email, roles);
        invitations.invite(form, name, email, coordinator.id(), roles, locale);
    }

    /** Lets somebody in again. */
    public void enable(PersonId person) {
        people.enable(person);
    }

    /** Shuts somebody out at once. */
    public void disable(PersonId person) {
        people.disable(person);
    }
}
