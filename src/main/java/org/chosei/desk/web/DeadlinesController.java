package org.chosei.desk.web;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.cases.Cases;
import org.chosei.cases.clocks.Attempt;
import org.chosei.cases.clocks.ClockKind;
import org.chosei.cases.clocks.ClockSteps;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.kernel.ZonedTime;
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

/** The deadlines of a case: shown, started by a first attempt, moved for a reason, met by a CVE record. */
@Controller
class DeadlinesController {
    private final DeadlinePages pages;
    private final Cases cases;
    private final ClockSteps steps;
    private final TransactionOperations transaction;
    private final Site site;
    private final InstantSource clock;

    DeadlinesController(
            DeadlinePages pages,
            Cases cases,
            ClockSteps steps,
            TransactionOperations transaction,
            Site site,
            InstantSource clock) {
        this.pages = pages;
        this.cases = cases;
        this.steps = steps;
        this.transaction = transaction;
        this.site = site;
        this.clock = clock;
    }

    @GetMapping("/cases/{id}/deadlines")
    @Allow(Permission.COORDINATE)
    View show(@PathVariable String id, Locale locale) {
        return page(CaseId.of(id), locale, DeadlineForm.blank(), List.of());
    }

    @PostMapping("/cases/{id}/deadlines/attempts")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View attempt(
            @PathVariable String id,
            @RequestParam String form,
            @RequestParam(defaultValue = "") String when,
            @RequestParam(defaultValue = "") String zone,
            @RequestParam(defaultValue = "") String channel,
            @RequestParam(defaultValue = "") String whom,
            @RequestParam(defaultValue = "") String note,
            Locale locale) {
        var typed = new DeadlineForm(
                "attempts",
                Map.of("form", form, "when", when, "zone", zone, "channel", channel, "whom", whom, "note", note));
        return change(id, typed, locale, caseId -> {
            Instant at = TypedInstant.read("when", when, zone);
            steps.attempted(caseId, Uuid7.parse(form), at, channel(channel), whom, note);
        });
    }

    @PostMapping("/cases/{id}/deadlines/moves")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View move(
            @PathVariable String id,
            @RequestParam(name = "clock", defaultValue = "") String which,
            @RequestParam(defaultValue = "") String due,
            @RequestParam(defaultValue = "") String zone,
            @RequestParam(defaultValue = "") String reason,
            Locale locale) {
        var typed = new DeadlineForm("moves", Map.of("clock", which, "due", due, "zone", zone, "reason", reason));
        return change(
                id,
                typed,
                locale,
                caseId -> steps.move(caseId, kind(which), TypedInstant.read("due", due, zone), reason));
    }

    @PostMapping("/cases/{id}/deadlines/cve-record")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View cveRecord(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String published,
            @RequestParam(defaultValue = "") String zone,
            Locale locale) {
        var typed = new DeadlineForm("cve-record", Map.of("published", published, "zone", zone));
        return change(
                id,
                typed,
                locale,
                caseId -> steps.recordPublished(caseId, TypedInstant.read("published", published, zone)));
    }

    private org.springframework.web.servlet.View change(
            String id, DeadlineForm typed, Locale locale, java.util.function.Consumer<CaseId> work) {
        CaseId caseId = CaseId.of(id);
        try {
            transaction.executeWithoutResult(_ -> {
                cases.get(caseId);
                work.accept(caseId);
            });
        } catch (Refusal.Invalid refusal) {
            return page(caseId, locale, typed, List.of(refusal)).status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return Redirects.to("/cases/" + caseId + "/deadlines");
    }

    private View page(CaseId id, Locale locale, DeadlineForm typed, List<Refusal.Invalid> refusals) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        return transaction.execute(_ -> View.of("deadlines/case", "view", pages.page(id, locale))
                .with("typed", typed)
                .with("form", typed.value("attempts", "form", Uuid7.at(now).toString()))
                .with("proposed", LocalDateTime.ofInstant(now, site.zone()).toString())
                .with("zones", ZonedTime.offered("", site.zone()))
                .with("channels", List.of(Attempt.Channel.values()))
                .with("refusals", refusals));
    }

    private static Attempt.Channel channel(String typed) {
        return Stream.of(Attempt.Channel.values())
                .filter(each -> each.name().equals(typed))
                .findFirst()
                .orElseThrow(() -> new Refusal.Invalid("channel", "clock-channel"));
    }

    private static ClockKind kind(String typed) {
        return Stream.of(ClockKind.values())
                .filter(each -> each.name().equals(typed))
                .findFirst()
                .orElseThrow(() -> new Refusal.Invalid("clock", "clock-not-movable"));
    }
}
