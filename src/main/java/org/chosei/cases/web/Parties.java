package org.chosei.cases.web;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Names of organisations in the reader's language, as far as the reader may know them. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Parties {
    private final Organisations organisations;

    Parties(Organisations organisations) {
        this.organisations = organisations;
    }

    /** By organisation, in the order of the names. */
    Map<OrganisationId, String> names(Collection<OrganisationId> ids, Locale locale) {
        return sorted(organisations.byId(ids).values(), locale);
    }

    /** Every vendor of the registry, in the order of the names. */
    Map<OrganisationId, String> vendors(Locale locale) {
        return sorted(organisations.vendors(), locale);
    }

    private static Map<OrganisationId, String> sorted(Collection<Organisation> of, Locale locale) {
        List<Organisation> sorted = of.stream()
                .sorted(Comparator.comparing(each -> each.name(locale)))
                .toList();
        Map<OrganisationId, String> names = new LinkedHashMap<>();
        sorted.forEach(each -> names.put(each.id(), each.name(locale)));
        return names;
    }
}
