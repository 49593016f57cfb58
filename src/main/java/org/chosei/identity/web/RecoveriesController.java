package org.chosei.identity.web;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.identity.Recoveries;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** How two of the staff let somebody back in who lost the second factor or the password. */
@Controller
class RecoveriesController {
    private final Recoveries recoveries;
    private final InstantSource clock;

    RecoveriesController(Recoveries recoveries, InstantSource clock) {
        this.recoveries = recoveries;
        this.clock = clock;
    }

    /** Where staff find the account of a member who calls. */
    @GetMapping("/organisations/{id}/people")
    @Allow(Permission.REGISTRY)
    View members(@PathVariable String id, Locale locale) {
        OrganisationId organisation = OrganisationId.of(id);
        return View.of("identity/organisation-people")
                .with("organisation", organisation)
                .with("of", recoveries.members(organisation, locale));
    }

    @GetMapping("/recoveries")
    @Allow(Permission.REGISTRY)
    View list() {
        return View.of("identity/recoveries")
                .with("recoveries", recoveries.open())
                .with("now", clock.instant());
    }

    @GetMapping("/people/{id}/recovery")
    @Allow(Permission.REGISTRY)
    View form(@PathVariable String id) {
        return form(PersonId.of(id), "", "", List.of());
    }

    @PostMapping("/people/{id}/recovery")
    @Allow(Permission.REGISTRY)
    org.springframework.web.servlet.View start(
            @PathVariable String id, @RequestParam String reason, @RequestParam String recognised) {
        PersonId person = PersonId.of(id);
        try {
            return Redirects.to("/recoveries/" + recoveries.start(person, reason, recognised) + "?done=started");
        } catch (Refusal.Invalid refusal) {
            return form(person, reason, recognised, List.of(refusal)).status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    @GetMapping("/recoveries/{id}")
    @Allow(Permission.REGISTRY)
    View page(@PathVariable String id, @RequestParam(defaultValue = "") String done) {
        return View.of("identity/recovery")
                .with("details", recoveries.get(Uuid7.parse(id)))
                .with("done", done);
    }

    @PostMapping("/recoveries/{id}/confirmation")
    @Allow(Permission.REGISTRY)
    org.springframework.web.servlet.View confirm(@PathVariable String id) {
        UUID recovery = Uuid7.parse(id);
        recoveries.confirm(recovery);
        return Redirects.to("/recoveries/" + recovery + "?done=confirmed");
    }

    @PostMapping("/recoveries/{id}/calling-off")
    @Allow(Permission.REGISTRY)
    org.springframework.web.servlet.View callOff(@PathVariable String id) {
        UUID recovery = Uuid7.parse(id);
        recoveries.callOff(recovery);
        return Redirects.to("/recoveries/" + recovery + "?done=called-off");
    }

    /** With what was typed, so that a refusal loses nothing. */
    private View form(PersonId person, String reason, String recognised, List<Refusal> problems) {
        return View.of("identity/recovery-new")
                .with("person", recoveries.concerned(person))
                .with("reason", reason)
                .with("recognised", recognised)
                .with("problems", problems);
    }
}
