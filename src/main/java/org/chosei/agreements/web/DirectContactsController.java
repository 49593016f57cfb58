package org.chosei.agreements.web;

import java.util.Locale;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.access.Scopes;
import org.chosei.agreements.DirectContacts;
import org.chosei.identity.OrganisationNames;
import org.chosei.kernel.OrganisationId;
import org.chosei.web.Redirects;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Recording that an organisation is in direct contact with another CSIRT, and that it no longer is. */
@Controller
@Transactional
public class DirectContactsController {
    private final DirectContacts contacts;
    private final OrganisationNames organisations;

    DirectContactsController(DirectContacts contacts, OrganisationNames organisations) {
        this.contacts = contacts;
        this.organisations = organisations;
    }

    @PostMapping("/direct-contacts")
    @Allow(Permission.OWN_ORGANISATION)
    View recordOwn(@RequestParam(defaultValue = "") String csirt) {
        contacts.record(Scopes.person().organisation(), csirt);
        return Redirects.to("/agreements");
    }

    @PostMapping("/direct-contacts/end")
    @Allow(Permission.OWN_ORGANISATION)
    View endOwn(@RequestParam(defaultValue = "") String csirt) {
        contacts.end(Scopes.person().organisation(), csirt);
        return Redirects.to("/agreements");
    }

    @PostMapping("/organisations/{id}/direct-contacts")
    @Allow(Permission.REGISTRY)
    View record(@PathVariable String id, @RequestParam(defaultValue = "") String csirt, Locale locale) {
        contacts.record(known(id, locale), csirt);
        return back(id);
    }

    @PostMapping("/organisations/{id}/direct-contacts/end")
    @Allow(Permission.REGISTRY)
    View end(@PathVariable String id, @RequestParam(defaultValue = "") String csirt, Locale locale) {
        contacts.end(known(id, locale), csirt);
        return back(id);
    }

    /** Refuses an organisation that nobody knows. */
    private OrganisationId known(String id, Locale locale) {
        OrganisationId organisation = OrganisationId.of(id);
        organisations.name(organisation, locale);
        return organisation;
    }

    private static View back(String id) {
        return Redirects.to("/organisations/" + OrganisationId.of(id) + "/agreements");
    }
}
