package org.chosei.registry.web;

import java.util.List;
import java.util.Map;
import org.chosei.access.Scopes;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.NextSteps;
import org.chosei.web.View;
import org.springframework.stereotype.Component;

/** The page of a member's own organisation, which several forms come back to. */
@Component
class OurPages {
    private final OrganisationPages pages;
    private final ContactPages contacts;
    private final NextSteps steps;

    OurPages(OrganisationPages pages, ContactPages contacts, NextSteps steps) {
        this.steps = steps;
        this.pages = pages;
        this.contacts = contacts;
    }

    View own() {
        OrganisationId own = Scopes.person().organisation();
        return View.of("registry/our-organisation", "page", pages.of(own))
                .with("changes", contacts.of(own))
                .with("steps", steps.of(own))
                .with("armored", "")
                .with("typed", Map.of())
                .with("done", "")
                .with("refusals", List.of());
    }
}
