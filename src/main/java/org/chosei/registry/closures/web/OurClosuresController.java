package org.chosei.registry.closures.web;

import java.util.List;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.access.Scopes;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.web.OwnLink;
import org.chosei.web.Redirects;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** When an organisation is closed, as its own people keep it. */
@Controller
class OurClosuresController {
    private static final String PATH = "/organisation/closures";

    private final ClosurePages pages;

    OurClosuresController(ClosurePages pages) {
        this.pages = pages;
    }

    @Bean
    static OwnLink closuresLink() {
        return new OwnLink(65, "deadlines.closures", PATH, Permission.OWN_ORGANISATION);
    }

    @GetMapping("/organisation/closures")
    @Allow(Permission.OWN_ORGANISATION)
    View show() {
        return pages.page(Scopes.person().organisation(), PATH, true);
    }

    @PostMapping("/organisation/closures")
    @Allow(Permission.KEEP_ORGANISATION)
    View add(
            @RequestParam String form,
            @RequestParam(defaultValue = "") String first,
            @RequestParam(defaultValue = "") String last,
            @RequestParam(defaultValue = "") String reason) {
        OrganisationId organisation = Scopes.person().organisation();
        var typed = new ClosurePages.Typed(Uuid7.parse(form), first, last, reason);
        try {
            pages.add(organisation, typed);
        } catch (Refusal.Invalid refusal) {
            return pages.page(organisation, PATH, true, typed, List.of(refusal))
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return Redirects.to(PATH);
    }

    @PostMapping("/organisation/closures/{closure}/end")
    @Allow(Permission.KEEP_ORGANISATION)
    View end(@PathVariable String closure) {
        pages.end(Scopes.person().organisation(), Uuid7.parse(closure));
        return Redirects.to(PATH);
    }
}
