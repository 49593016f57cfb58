package org.chosei.distribution.web;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.Organisations;

/** Organisations' names in the reader's language, as far as the reader may know them. */
final class Names {
    private Names() {}

    static Map<OrganisationId, String> of(Organisations organisations, Collection<OrganisationId> ids, Locale locale) {
        Map<OrganisationId, String> names = new LinkedHashMap<>();
        organisations.byId(ids).forEach((id, organisation) -> names.put(id, organisation.name(locale)));
        return names;
    }
}
