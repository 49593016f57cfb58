package org.chosei.registry;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chosei.kernel.OrganisationId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The addresses under which organisations are reached. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class ContactPoints {
    private final ContactStore store;

    ContactPoints(ContactStore store) {
        this.store = store;
    }

    /** The team contact of each organisation, in one query. */
    public Map<OrganisationId, ContactPoint> teams(Collection<OrganisationId> organisations) {
        Map<OrganisationId, ContactPoint> teams = new LinkedHashMap<>();
        store.of(organisations).stream()
                .filter(contact -> contact.role() == Contact.Role.TEAM)
                .forEach(team -> teams.put(
                        team.organisation(),
                        new ContactPoint(
                                team.organisation(),
                                team.email(),
                                team.phone(),
                                team.postalAddress(),
                                team.language(),
                                team.charset())));
        return teams;
    }

    /** Every contact of these organisations in one query, the team first within each. */
    public List<Contact> of(Collection<OrganisationId> organisations) {
        return store.of(organisations);
    }

    /** Every contact of one organisation, the team first. */
    public List<Contact> of(OrganisationId organisation) {
        return store.of(Set.of(organisation));
    }

    /** The persons who answer for the teams, in one query; who has none is absent. */
    public Map<OrganisationId, Contact> primaries(Collection<OrganisationId> organisations) {
        Map<OrganisationId, Contact> primaries = new LinkedHashMap<>();
        store.of(organisations).stream()
                .filter(contact -> contact.role() == Contact.Role.PRIMARY)
                .forEach(contact -> primaries.put(contact.organisation(), contact));
        return primaries;
    }

    /** The one of this role, if there is one. */
    public Optional<Contact> find(OrganisationId organisation, Contact.Role role) {
        return of(organisation).stream()
                .filter(contact -> contact.role() == role)
                .findFirst();
    }

    /**
     * Whose registered address (team or primary contact) this is, compared without case. Empty as well when two
     * organisations share it: then it tells nothing.
     */
    public Optional<OrganisationId> ownerOf(String email) {
        List<OrganisationId> owners = store.owners(email);
        return owners.size() == 1 ? Optional.of(owners.getFirst()) : Optional.empty();
    }
}
