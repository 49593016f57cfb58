package org.chosei.intake.web;

import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.intake.reporting.ReceivedReports;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.web.Redirects;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** One report beside mail, for staff: its words, the talk with whoever reported, and hints. */
@Controller
class ReceivedReportController {
    private final ReceivedReports reports;
    private final ReceivedReportPages pages;

    ReceivedReportController(ReceivedReports reports, ReceivedReportPages pages) {
        this.reports = reports;
        this.pages = pages;
    }

    @GetMapping("/reports/received/{id}")
    @Allow(Permission.INTAKE)
    View show(@PathVariable String id, Locale locale) {
        return pages.page(Uuid7.parse(id), locale);
    }

    @PostMapping("/reports/received/{id}/messages")
    @Allow(Permission.INTAKE)
    View write(
            @PathVariable String id,
            @RequestParam String form,
            @RequestParam(defaultValue = "") String text,
            Locale locale) {
        UUID report = Uuid7.parse(id);
        UUID once = Uuid7.parse(form);
        try {
            pages.within(() -> reports.write(report, once, text));
            return Redirects.to(ReceivedReportPages.path(report) + "#talk");
        } catch (Refusal.Invalid refused) {
            return pages.mend(report, locale, Map.of("text", text), refused);
        }
    }

    @PostMapping("/reports/received/{id}/hints")
    @Allow(Permission.INTAKE)
    View hint(
            @PathVariable String id,
            @RequestParam String form,
            @RequestParam(defaultValue = "") String text,
            Locale locale) {
        UUID report = Uuid7.parse(id);
        UUID once = Uuid7.parse(form);
        try {
            pages.within(() -> reports.hint(report, once, text));
            return Redirects.to(ReceivedReportPages.path(report) + "#hints");
        } catch (Refusal.Invalid refused) {
            return pages.mend(report, locale, Map.of("hint", text), refused);
        }
    }
}
