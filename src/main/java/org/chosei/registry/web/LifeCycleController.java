package org.chosei.registry.web;

import java.util.Arrays;
import java.util.List;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.registry.LifeCycle;
import org.chosei.registry.OrganisationState;
import org.chosei.web.Redirects;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The step that staff take with an organisation. */
@Controller
class LifeCycleController {
    private final LifeCycle lifeCycle;
    private final OrganisationPages pages;

    LifeCycleController(LifeCycle lifeCycle, OrganisationPages pages) {
        this.lifeCycle = lifeCycle;
        this.pages = pages;
    }

    @PostMapping("/organisations/{id}/state")
    @Allow(Permission.REGISTRY)
    View move(
            @PathVariable String id,
            @RequestParam String seen,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String confirm) {
        OrganisationId organisation = OrganisationId.of(id);
        try {
            OrganisationState step = read(to);
            if (step.stopped() && !confirm.equals("yes")) {
                throw new Refusal.Invalid("confirm", "organisation-confirm");
            }
            lifeCycle.move(organisation, Uuid7.parse(seen), step, reason);
        } catch (Refusal.Invalid refusal) {
            return OrganisationsController.page(pages.of(organisation), "")
                    .with("to", to)
                    .with("reason", reason)
                    .with("refusals", List.of(refusal))
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return Redirects.to("/organisations/" + id + "?done=moved#state");
    }

    private static OrganisationState read(String name) {
        return Arrays.stream(OrganisationState.values())
                .filter(state -> state.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Refusal.Invalid("to", "organisation-no-step"));
    }
}
