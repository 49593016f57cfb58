package org.chosei.registry.web;

import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.web.View;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A member's own organisation: how it is reached, and its keys. */
@Controller
class OurOrganisationController {
    private final OurPages pages;

    OurOrganisationController(OurPages pages) {
        this.pages = pages;
    }

    @GetMapping("/organisation")
    @Allow(Permission.OWN_ORGANISATION)
    View show(@RequestParam(defaultValue = "") String done) {
        return pages.own().with("done", done);
    }
}
