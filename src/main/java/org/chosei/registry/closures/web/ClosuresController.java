package org.chosei.registry.closures.web;

import java.util.List;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.web.Redirects;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** When an organisation is closed, as staff keep it. */
@Controller
class ClosuresController {
    private final ClosurePages pages;

    ClosuresController(ClosurePages pages) {
        this.pages = pages;
    }

    @GetMapping("/organisations/{id}/closures")
    @Allow(Permission.REGISTRY)
    View show(@PathVariable String id) {
        return pages.page(OrganisationId.of(id), path(id), false);
    }

    @PostMapping("/organisations/{id}/closures")
    @Allow(Permission.REGISTRY)
    View add(
            @PathVariable String id,
            @RequestParam String form,
            @RequestParam(defaultValue = "") String first,
            @RequestParam(defaultValue = "") String last,
            @RequestParam(defaultValue = "") String reason) {
        OrganisationId organisation = OrganisationId.of(id);
        var typed = new ClosurePages.Typed(Uuid7.parse(form), first, last, reason);
        try {
            pages.add(organisation, typed);
        } catch (Refusal.Invalid refusal) {
            return pages.page(organisation, path(id), false, typed, List.of(refusal))
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return Redirects.to(path(id));
    }

    @PostMapping("/organisations/{id}/closures/{closure}/end")
    @Allow(Permission.REGISTRY)
    View end(@PathVariable String id, @PathVariable String closure) {
        pages.end(OrganisationId.of(id), Uuid7.parse(closure));
        return Redirects.to(path(id));
    }

    private static String path(String id) {
        return "/organisations/" + id + "/closures";
    }
}
