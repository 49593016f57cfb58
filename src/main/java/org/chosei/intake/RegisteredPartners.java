package org.chosei.intake;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.ContactKeys;
import org.chosei.registry.ContactPoint;
import org.chosei.registry.ContactPoints;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisations;
import org.springframework.stereotype.Component;

/** The partners that the registry knows. */
@Component
class RegisteredPartners implements Partners {
    private final Organisations organisations;
    private final ContactPoints contacts;
    private final ContactKeys keys;

    RegisteredPartners(Organisations organisations, ContactPoints contacts, ContactKeys keys) {
        this.organisations = organisations;
        this.contacts = contacts;
        this.keys = keys;
    }

    @Override
    public Optional<Sender> byAddress(String address) {
        return contacts.ownerOf(address).map(id -> new Sender(id, isPartner(id), keys.certificates(id)));
    }

    @Override
    public Optional<ContactPoint> team(OrganisationId organisation) {
        return Optional.ofNullable(contacts.teams(Set.of(organisation)).get(organisation));
    }

    @Override
    public Map<OrganisationId, String> names(Collection<OrganisationId> ids, Locale locale) {
        return organisations.byId(Set.copyOf(ids)).values().stream()
                .collect(Collectors.toMap(Organisation::id, organisation -> organisation.name(locale)));
    }

    private boolean isPartner(OrganisationId id) {
        return organisations
                .find(id)
                .filter(organisation -> organisation.kind() == Organisation.Kind.PARTNER_CSIRT)
                .isPresent();
    }
}
