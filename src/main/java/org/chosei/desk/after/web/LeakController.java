package org.chosei.desk.after.web;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.cases.Cases;
import org.chosei.desk.after.LeakPages;
import org.chosei.distribution.leak.Leak;
import org.chosei.distribution.leak.LeakStep;
import org.chosei.distribution.leak.Leaks;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.kernel.ZonedTime;
import org.chosei.web.Choice;
import org.chosei.web.Redirects;
import org.chosei.web.Site;
import org.chosei.web.View;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The playbook of a leak: opened, then its steps one after the other, each with its reason. */
@Controller
class LeakController {
    private final LeakPages pages;
    private final Leaks leaks;
    private final Cases cases;
    private final TransactionOperations transaction;
    private final Site site;
    private final InstantSource clock;

    LeakController(
            LeakPages pages,
            Leaks leaks,
            Cases cases,
            TransactionOperations transaction,
            Site site,
            InstantSource clock) {
        this.pages = pages;
        this.leaks = leaks;
        this.cases = cases;
        this.transaction = transaction;
        this.site = site;
        this.clock = clock;
    }

    @GetMapping("/cases/{id}/leak")
    @Allow(Permission.COORDINATE)
    View show(@PathVariable String id) {
        return page(CaseId.of(id), LeakForm.blank(), List.of());
    }

    @PostMapping("/cases/{id}/leak")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View open(
            @PathVariable String id,
            @RequestParam String form,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String noticed,
            @RequestParam(defaultValue = "") String zone,
            @RequestParam(defaultValue = "") String words) {
        CaseId of = CaseId.of(id);
        return change(
                of,
                new LeakForm(kind, noticed, zone, "", words),
                () -> leaks.open(
                        of,
                        Uuid7.parse(form),
                        Choice.of(Leak.Kind.class, kind, "kind", "leak-kind"),
                        ZonedTime.read("noticed", noticed, zone).toInstant(),
                        words));
    }

    /** Freezing cancels waves, so whoever may do that takes the steps. */
    @PostMapping("/cases/{id}/leak/steps")
    @Allow(Permission.DISTRIBUTE)
    org.springframework.web.servlet.View take(
            @PathVariable String id,
            @RequestParam String leak,
            @RequestParam(defaultValue = "") String step,
            @RequestParam(defaultValue = "") String outcome,
            @RequestParam(defaultValue = "") String words) {
        CaseId of = CaseId.of(id);
        return change(
                of,
                new LeakForm("", "", "", outcome, words),
                () -> leaks.take(
                        of,
                        Uuid7.parse(leak),
                        Choice.of(LeakStep.class, step, "outcome", "leak-outcome"),
                        Choice.of(LeakStep.Outcome.class, outcome, "outcome", "leak-outcome"),
                        words));
    }

    private org.springframework.web.servlet.View change(CaseId of, LeakForm typed, Runnable work) {
        try {
            transaction.executeWithoutResult(_ -> {
                cases.get(of);
                work.run();
            });
        } catch (Refusal.Invalid refusal) {
            return page(of, typed, List.of(refusal)).status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return Redirects.to("/cases/" + of + "/leak");
    }

    private View page(CaseId id, LeakForm typed, List<Refusal.Invalid> refusals) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        return Objects.requireNonNull(transaction.execute(_ -> View.of("leak/case", "view", pages.page(id))
                .with("typed", typed)
                .with("form", Uuid7.at(now).toString())
                .with("proposed", LocalDateTime.ofInstant(now, site.zone()).toString())
                .with("zones", ZonedTime.offered("", site.zone()))
                .with("refusals", refusals)));
    }
}
