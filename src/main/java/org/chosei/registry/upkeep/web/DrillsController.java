package org.chosei.registry.upkeep.web;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Uuid7;
import org.chosei.registry.upkeep.Drill.Answer;
import org.chosei.registry.upkeep.Drills;
import org.chosei.web.Download;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** How far drills are, reminding the silent, and the end. */
@Controller
class DrillsController {
    private static final int PAGE = 50;
    private static final int DRILLS = 20;

    private final Drills drills;
    private final UpkeepPages pages;
    private final DrillReport report;
    private final InstantSource clock;

    DrillsController(Drills drills, UpkeepPages pages, DrillReport report, InstantSource clock) {
        this.drills = drills;
        this.pages = pages;
        this.report = report;
        this.clock = clock;
    }

    @GetMapping("/contact-drills")
    @Allow(Permission.REGISTRY)
    View list(@RequestParam Optional<String> before) {
        List<UpkeepPages.DrillLine> page = pages.drills(before.map(Uuid7::parse).orElse(null), DRILLS);
        String more = page.size() < DRILLS
                ? ""
                : "/contact-drills?before=" + page.getLast().drill().id();
        return View.of("upkeep/drills", "items", page).with("more", more);
    }

    @GetMapping("/contact-drills/{id}")
    @Allow(Permission.REGISTRY)
    View show(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String answer,
            @RequestParam Optional<String> after,
            @RequestParam(defaultValue = "") String done) {
        Answer only = read(answer);
        UpkeepPages.DrillPage page =
                pages.drill(Uuid7.parse(id), only, after.map(OrganisationId::of).orElse(null), PAGE);
        String more = page.rows().size() < PAGE
                ? ""
                : "/contact-drills/" + id + "?answer=" + (only == null ? "" : only.name()) + "&after="
                        + page.rows().getLast().organisation().id();
        return View.of("upkeep/drill", "page", page)
                .with("bar", DrillBar.of(page.progress()))
                .with("answer", only == null ? "" : only.name())
                .with("more", more)
                .with("form", Uuid7.at(clock.instant()))
                .with("done", done);
    }

    @GetMapping("/contact-drills/{id}/report.csv")
    @Allow(Permission.REGISTRY)
    org.springframework.web.servlet.View report(@PathVariable String id, Locale locale) {
        UUID drill = Uuid7.parse(id);
        byte[] table = report.write(pages.report(drill), locale);
        return new Download("drill-" + drill + ".csv", "text/csv;charset=UTF-8", out -> out.write(table));
    }

    @PostMapping("/contact-drills/{id}/reminder")
    @Allow(Permission.DRILL)
    org.springframework.web.servlet.View remind(@PathVariable String id, @RequestParam String form) {
        drills.remind(Uuid7.parse(id), Uuid7.parse(form));
        return Redirects.to("/contact-drills/" + id + "?done=reminded");
    }

    @PostMapping("/contact-drills/{id}/end")
    @Allow(Permission.DRILL)
    org.springframework.web.servlet.View end(@PathVariable String id, @RequestParam String form) {
        drills.end(Uuid7.parse(id), Uuid7.parse(form));
        return Redirects.to("/contact-drills/" + id + "?done=ended");
    }

    private static @Nullable Answer read(String name) {
        return Arrays.stream(Answer.values())
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
