package org.chosei.intake.reporting.web;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.intake.reporting.Filled;
import org.chosei.intake.reporting.OwnReports;
import org.chosei.intake.reporting.ReceivedReport;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.web.Link;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A vendor reports a weakness of its own product, and follows what becomes of it. */
@Controller
class OwnReportController {
    private static final int PAGE = 50;
    private static final String PATH = "/our-reports/new";

    private final FormPages pages;
    private final OwnReports reports;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    OwnReportController(FormPages pages, OwnReports reports, TransactionOperations transaction, InstantSource clock) {
        this.pages = pages;
        this.reports = reports;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Bean
    static Link ownReportsLink() {
        return new Link(12, "reporting.own", "/our-reports", Permission.VENDOR_WORK);
    }

    @GetMapping("/our-reports")
    @Allow(Permission.VENDOR_WORK)
    View list(@RequestParam Optional<String> before) {
        UUID from = before.map(Uuid7::parse).orElse(null);
        List<ReceivedReport> page = within(() -> reports.page(from, PAGE));
        return View.of("reporting/own", "reports", page)
                .with("more", page.size() == PAGE ? page.getLast().id().toString() : "");
    }

    @GetMapping(PATH)
    @Allow(Permission.VENDOR_WORK)
    View blank() {
        return pages.blank(PATH, false);
    }

    /** Back to the form from the answers; nothing is lost. */
    @PostMapping(PATH)
    @Allow(Permission.VENDOR_WORK)
    View change(@RequestParam Map<String, String> typed, @RequestParam String form) {
        return pages.change(PATH, false, Uuid7.parse(form), typed);
    }

    @PostMapping("/our-reports/new/check")
    @Allow(Permission.VENDOR_WORK)
    View check(@RequestParam Map<String, String> typed, @RequestParam String form) {
        return pages.check(PATH, false, Uuid7.parse(form), typed, "");
    }

    /** Reloading these pages by address starts anew. */
    @GetMapping({"/our-reports/new/check", "/our-reports/new/sent"})
    @Allow(Permission.VENDOR_WORK)
    org.springframework.web.servlet.View again() {
        return Redirects.to(PATH);
    }

    @PostMapping("/our-reports/new/sent")
    @Allow(Permission.VENDOR_WORK)
    org.springframework.web.servlet.View send(
            @RequestParam Map<String, String> typed, @RequestParam String form, Locale locale) {
        UUID once = Uuid7.parse(form);
        Filled filled = Filled.read(typed);
        if (!filled.problems(false).isEmpty()) {
            return pages.check(PATH, false, once, typed, "");
        }
        return Redirects.to("/our-reports/" + within(() -> reports.send(once, filled, locale)));
    }

    @GetMapping("/our-reports/{id}")
    @Allow(Permission.VENDOR_WORK)
    View show(@PathVariable String id) {
        return page(Uuid7.parse(id), "", List.of());
    }

    @PostMapping("/our-reports/{id}/messages")
    @Allow(Permission.VENDOR_WORK)
    org.springframework.web.servlet.View write(
            @PathVariable String id, @RequestParam String form, @RequestParam(defaultValue = "") String text) {
        UUID report = Uuid7.parse(id);
        UUID once = Uuid7.parse(form);
        try {
            return within(() -> {
                reports.write(report, once, text);
                return Redirects.to("/our-reports/" + report + "#talk");
            });
        } catch (Refusal.Invalid refused) {
            return page(report, text, List.of(refused)).status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    private View page(UUID id, String text, List<Refusal> refused) {
        String form = Uuid7.at(clock.instant()).toString();
        return View.of("reporting/own-report", "view", within(() -> reports.open(id)))
                .with("form", form)
                .with("text", text)
                .with("refused", refused);
    }

    private <T> T within(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(_ -> work.get()));
    }
}
