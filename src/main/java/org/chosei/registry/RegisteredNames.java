package org.chosei.registry;

import java.util.Locale;
import org.chosei.identity.OrganisationNames;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.springframework.stereotype.Component;

/** Tells the rooms below what an organisation is called. */
@Component
class RegisteredNames implements OrganisationNames {
    private final Organisations organisations;

    RegisteredNames(Organisations organisations) {
        this.organisations = organisations;
    }

    @Override
    public String name(OrganisationId organisation, Locale locale) {
        return organisations
                .find(organisation)
                .orElseThrow(Refusal.NotFound::new)
                .name(locale);
    }
}
