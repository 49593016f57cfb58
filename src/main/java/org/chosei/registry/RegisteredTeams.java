package org.chosei.registry;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chosei.identity.TeamAddresses;
import org.chosei.kernel.OrganisationId;
import org.springframework.stereotype.Component;

/** Tells the rooms below where the teams of organisations are reached. */
@Component
class RegisteredTeams implements TeamAddresses {
    private final ContactPoints contacts;
    private final Organisations organisations;

    RegisteredTeams(ContactPoints contacts, Organisations organisations) {
        this.contacts = contacts;
        this.organisations = organisations;
    }

    @Override
    public List<Team> of(Collection<OrganisationId> ids) {
        Map<OrganisationId, Organisation> known = organisations.byId(ids);
        return contacts.teams(ids).values().stream()
                .flatMap(team -> Stream.ofNullable(known.get(team.organisation()))
                        .map(organisation -> new Team(
                                team.organisation(),
                                organisation.name(team.language()),
                                team.email(),
                                team.language(),
                                team.charset())))
                .toList();
    }
}
