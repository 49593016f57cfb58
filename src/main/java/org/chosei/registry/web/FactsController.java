package org.chosei.registry.web;

import java.util.List;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.registry.facts.Facts;
import org.chosei.registry.facts.OrganisationFacts;
import org.chosei.registry.facts.OrganisationFacts.Typed;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What is known of an organisation, kept by staff. */
@Controller
class FactsController {
    private final FactPages pages;
    private final OrganisationFacts facts;

    FactsController(FactPages pages, OrganisationFacts facts) {
        this.pages = pages;
        this.facts = facts;
    }

    @GetMapping("/organisations/{id}/facts")
    @Allow(Permission.REGISTRY)
    View show(@PathVariable String id) {
        FactPages.Page page = pages.of(OrganisationId.of(id));
        Facts now = page.facts();
        Typed typed = new Typed(
                now.nameJa(),
                now.nameEn(),
                now.kana(),
                now.corporateNumber(),
                String.join("\n", now.domains()),
                page.parentTyped(),
                now.seat() == null ? "" : now.seat().name());
        return page(page, typed);
    }

    @PostMapping("/organisations/{id}/facts")
    @Allow(Permission.REGISTRY)
    org.springframework.web.servlet.View change(
            @PathVariable String id,
            @RequestParam String seen,
            @RequestParam(defaultValue = "") String nameJa,
            @RequestParam(defaultValue = "") String nameEn,
            @RequestParam(defaultValue = "") String kana,
            @RequestParam(defaultValue = "") String corporateNumber,
            @RequestParam(defaultValue = "") String domains,
            @RequestParam(defaultValue = "") String parent,
            @RequestParam(defaultValue = "") String seat) {
        OrganisationId organisation = OrganisationId.of(id);
        Typed typed = new Typed(nameJa, nameEn, kana, corporateNumber, domains, parent, seat);
        try {
            facts.change(organisation, Uuid7.parse(seen), typed);
        } catch (Refusal.Invalid refusal) {
            return page(pages.of(organisation), typed)
                    .with("refusals", List.of(refusal))
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return Redirects.to("/organisations/" + id + "?done=changed");
    }

    private static View page(FactPages.Page page, Typed typed) {
        return View.of("registry/facts", "page", page).with("typed", typed).with("refusals", List.of());
    }
}
