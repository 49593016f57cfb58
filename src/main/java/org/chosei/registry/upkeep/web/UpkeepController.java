package org.chosei.registry.upkeep.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.upkeep.ContactUpkeep.Trouble;
import org.chosei.web.View;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Whose contacts staff have to look after. */
@Controller
class UpkeepController {
    private static final int PAGE = 50;

    private final UpkeepPages pages;

    UpkeepController(UpkeepPages pages) {
        this.pages = pages;
    }

    @GetMapping("/contact-upkeep")
    @Allow(Permission.REGISTRY)
    View list(@RequestParam(defaultValue = "stale") String show, @RequestParam Optional<String> after) {
        Trouble trouble = Arrays.stream(Trouble.values())
                .filter(each -> label(each).equals(show))
                .findFirst()
                .orElse(Trouble.STALE);
        List<UpkeepPages.Line> page =
                pages.trouble(trouble, after.map(OrganisationId::of).orElse(null), PAGE);
        String more = page.size() < PAGE
                ? ""
                : "/contact-upkeep?show=" + label(trouble) + "&after="
                        + page.getLast().organisation().id();
        return View.of("upkeep/trouble", "trouble", trouble).with("items", page).with("more", more);
    }

    private static String label(Trouble trouble) {
        return trouble.name().toLowerCase(Locale.ROOT);
    }
}
