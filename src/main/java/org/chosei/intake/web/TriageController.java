package org.chosei.intake.web;

import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.cases.CoordinatedCase;
import org.chosei.intake.reporting.Exit;
import org.chosei.intake.reporting.Triage;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Tlp;
import org.chosei.kernel.Uuid7;
import org.chosei.web.Redirects;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** What staff make of a report beside mail. */
@Controller
class TriageController {
    private final Triage triage;
    private final ReceivedReportPages pages;

    TriageController(Triage triage, ReceivedReportPages pages) {
        this.triage = triage;
        this.pages = pages;
    }

    @PostMapping("/reports/received/{id}/checking")
    @Allow(Permission.INTAKE)
    View check(@PathVariable String id) {
        return take(id, triage::check);
    }

    @PostMapping("/reports/received/{id}/acceptance")
    @Allow(Permission.INTAKE)
    View accept(@PathVariable String id) {
        return take(id, triage::accept);
    }

    @PostMapping("/reports/received/{id}/reopening")
    @Allow(Permission.INTAKE)
    View reopen(@PathVariable String id) {
        return take(id, triage::reopen);
    }

    @PostMapping("/reports/received/{id}/publication")
    @Allow(Permission.INTAKE)
    View published(@PathVariable String id) {
        return take(id, triage::published);
    }

    private View take(String id, Consumer<UUID> step) {
        UUID report = Uuid7.parse(id);
        return pages.within(() -> {
            step.accept(report);
            return Redirects.to(ReceivedReportPages.path(report));
        });
    }

    @PostMapping("/reports/received/{id}/case")
    @Allow(Permission.INTAKE)
    View open(@PathVariable String id, @RequestParam Map<String, String> typed, Locale locale) {
        UUID report = Uuid7.parse(id);
        try {
            CoordinatedCase opened = pages.within(() -> triage.open(report, decision(typed)));
            return Redirects.to("/cases/" + opened.id());
        } catch (Refusal.Invalid refused) {
            return pages.mend(report, locale, typed, refused);
        }
    }

    private static Triage.Decision decision(Map<String, String> typed) {
        return new Triage.Decision(
                typed.getOrDefault("title", ""),
                typed.getOrDefault("summary", ""),
                typed.getOrDefault("product", ""),
                Tlp.read(typed.getOrDefault("tlp", "")),
                EmbargoField.read(
                        typed.getOrDefault("embargo", ""),
                        typed.getOrDefault("until", ""),
                        typed.getOrDefault("zone", "")));
    }

    @PostMapping("/reports/received/{id}/link")
    @Allow(Permission.INTAKE)
    View link(@PathVariable String id, @RequestParam Map<String, String> typed, Locale locale) {
        UUID report = Uuid7.parse(id);
        try {
            pages.within(() -> triage.link(report, typed.getOrDefault("case", "")));
            return Redirects.to(ReceivedReportPages.path(report));
        } catch (Refusal.Invalid refused) {
            return pages.mend(report, locale, typed, refused);
        }
    }

    @PostMapping("/reports/received/{id}/refusal")
    @Allow(Permission.INTAKE)
    View turnDown(@PathVariable String id, @RequestParam Map<String, String> typed, Locale locale) {
        UUID report = Uuid7.parse(id);
        try {
            return take(
                    id,
                    each -> triage.turnDown(
                            each,
                            Exit.read(typed.getOrDefault("exit", "")),
                            typed.getOrDefault("duplicate", ""),
                            typed.getOrDefault("reason", "")));
        } catch (Refusal.Invalid refused) {
            return pages.mend(report, locale, typed, refused);
        }
    }
}
