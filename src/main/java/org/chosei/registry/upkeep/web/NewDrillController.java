package org.chosei.registry.upkeep.web;

import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.registry.upkeep.Drill.Whom;
import org.chosei.registry.upkeep.Drills;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Choosing whom a drill asks, seeing how many mails that is, and starting it. */
@Controller
class NewDrillController {
    private final Drills drills;
    private final InstantSource clock;

    NewDrillController(Drills drills, InstantSource clock) {
        this.drills = drills;
        this.clock = clock;
    }

    @GetMapping("/contact-drills/new")
    @Allow(Permission.DRILL)
    View blank() {
        return form(Whom.TEAM, "all", Set.of());
    }

    /** Says how many mails would go; nothing happens yet. */
    @PostMapping("/contact-drills/plan")
    @Allow(Permission.DRILL)
    View plan(
            @RequestParam(defaultValue = "TEAM") String whom,
            @RequestParam(defaultValue = "all") String from,
            @RequestParam @Nullable List<String> vendor) {
        Set<OrganisationId> chosen = read(vendor);
        Whom contacts = whom(whom);
        try {
            Drills.Plan plan = drills.plan(contacts, from.equals("all") ? null : chosen);
            return View.of("upkeep/drill-plan", "plan", plan)
                    .with("form", Uuid7.at(clock.instant()))
                    .with("whom", contacts)
                    .with("from", from.equals("all") ? "all" : "selected")
                    .with("chosen", from.equals("all") ? Set.of() : chosen);
        } catch (Refusal.Invalid refusal) {
            return form(contacts, from, chosen)
                    .with("refusals", List.of(refusal))
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    @PostMapping("/contact-drills")
    @Allow(Permission.DRILL)
    org.springframework.web.servlet.View start(
            @RequestParam String form,
            @RequestParam(defaultValue = "TEAM") String whom,
            @RequestParam(defaultValue = "all") String from,
            @RequestParam @Nullable List<String> vendor,
            @RequestParam(defaultValue = "0") int mails) {
        Set<OrganisationId> chosen = read(vendor);
        try {
            drills.start(Uuid7.parse(form), whom(whom), from.equals("all") ? null : chosen, mails);
        } catch (Refusal.Invalid refusal) {
            return form(whom(whom), from, chosen)
                    .with("refusals", List.of(refusal))
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return Redirects.to("/contact-drills/" + Uuid7.parse(form) + "?done=started");
    }

    private View form(Whom whom, String from, Set<OrganisationId> chosen) {
        return View.of("upkeep/new-drill", "choices", drills.choices())
                .with("whom", whom)
                .with("from", from)
                .with("chosen", chosen)
                .with("refusals", List.of());
    }

    private static Whom whom(String name) {
        return name.equals(Whom.ALL.name()) ? Whom.ALL : Whom.TEAM;
    }

    private static Set<OrganisationId> read(@Nullable List<String> typed) {
        Set<OrganisationId> chosen = new LinkedHashSet<>();
        if (typed != null) {
            typed.forEach(each -> chosen.add(OrganisationId.of(each)));
        }
        return chosen;
    }
}
