package org.chosei.distribution.web;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.cases.Cases;
import org.chosei.distribution.SelectionNotes;
import org.chosei.distribution.WaveMoves;
import org.chosei.distribution.WavePages;
import org.chosei.distribution.WaveSubmissions;
import org.chosei.distribution.Withdrawals;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.kernel.ZonedTime;
import org.chosei.web.Redirects;
import org.chosei.web.Site;
import org.chosei.web.View;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What becomes of waves that were planned or wait: approved, refused, moved, cancelled; vendors withdrawn. */
@Controller
class WaveDecisionsController {
    private final Cases cases;
    private final WavePages pages;
    private final SelectionNotes notes;
    private final WaveSubmissions submissions;
    private final WaveMoves moves;
    private final Withdrawals withdrawals;
    private final Site site;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    WaveDecisionsController(
            Cases cases,
            WavePages pages,
            SelectionNotes notes,
            WaveSubmissions submissions,
            WaveMoves moves,
            Withdrawals withdrawals,
            Site site,
            TransactionOperations transaction,
            InstantSource clock) {
        this.cases = cases;
        this.pages = pages;
        this.notes = notes;
        this.submissions = submissions;
        this.moves = moves;
        this.withdrawals = withdrawals;
        this.site = site;
        this.transaction = transaction;
        this.clock = clock;
    }

    @GetMapping("/cases/{id}/waves")
    @Allow(Permission.PROVE)
    @Transactional
    public View list(@PathVariable String id) {
        CaseId caseId = CaseId.of(id);
        return View.of("distribution/waves", "of", cases.get(caseId)).with("items", pages.of(caseId));
    }

    @GetMapping("/waves/{wave}")
    @Allow(Permission.PROVE)
    View show(@PathVariable String wave, Locale locale) {
        return page(Uuid7.parse(wave), locale, "", "", "", List.of());
    }

    private View page(
            UUID wave, Locale locale, String instant, String zone, String reason, List<Refusal.Invalid> refusals) {
        return in(() -> View.of("distribution/wave", "wave", pages.page(wave, locale)))
                .with("form", Uuid7.at(clock.instant()))
                .with("instant", instant)
                .with("zone", zone)
                .with("reason", reason)
                .with("zones", Zones.of(site))
                .with("proposed", proposed())
                .with("refusals", refusals)
                .status(refusals.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private String proposed() {
        Instant next = clock.instant().truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
        return LocalDateTime.ofInstant(next, site.zone()).toString();
    }

    @PostMapping("/waves/{wave}/cancellation")
    @Allow(Permission.DISTRIBUTE)
    @Transactional
    public org.springframework.web.servlet.View cancel(
            @PathVariable String wave, @RequestParam(defaultValue = "") String reason) {
        UUID id = Uuid7.parse(wave);
        return Redirects.to("/cases/" + withdrawals.cancel(id, reason).caseId());
    }

    @PostMapping("/waves/{wave}/move")
    @Allow(Permission.DISTRIBUTE)
    org.springframework.web.servlet.View move(
            @PathVariable String wave,
            @RequestParam(defaultValue = "") String becomes,
            @RequestParam(defaultValue = "") String instant,
            @RequestParam(defaultValue = "") String zone,
            @RequestParam(defaultValue = "") String reason,
            Locale locale) {
        UUID id = Uuid7.parse(wave);
        UUID next = becomes.isEmpty() ? Uuid7.at(clock.instant()) : Uuid7.parse(becomes);
        try {
            moves.move(id, next, ZonedTime.read("instant", instant, zone), reason);
        } catch (Refusal.Invalid refusal) {
            return page(id, locale, instant, zone, reason, List.of(refusal));
        }
        return Redirects.to("/waves/" + next);
    }

    @PostMapping("/waves/{wave}/approval")
    @Allow(Permission.APPROVE)
    org.springframework.web.servlet.View approve(@PathVariable String wave) {
        return Redirects.to("/waves/" + submissions.approve(Uuid7.parse(wave)).id());
    }

    @PostMapping("/waves/{wave}/refusal")
    @Allow(Permission.APPROVE)
    org.springframework.web.servlet.View refuse(
            @PathVariable String wave, @RequestParam(defaultValue = "") String reason, Locale locale) {
        UUID id = Uuid7.parse(wave);
        try {
            submissions.refuse(id, reason);
        } catch (Refusal.Invalid refusal) {
            return page(id, locale, "", "", reason, List.of(refusal));
        }
        return Redirects.to("/waves/" + id);
    }

    @PostMapping("/waves/{wave}/withdrawal")
    @Allow(Permission.DISTRIBUTE)
    org.springframework.web.servlet.View withdraw(
            @PathVariable String wave, @RequestParam(defaultValue = "") String reason, Locale locale) {
        UUID id = Uuid7.parse(wave);
        try {
            submissions.withdraw(id, reason);
        } catch (Refusal.Invalid refusal) {
            return page(id, locale, "", "", reason, List.of(refusal));
        }
        return Redirects.to("/waves/" + id);
    }

    /** What the coordinator says of one choice, for the selection log. */
    @PostMapping("/waves/{wave}/words")
    @Allow(Permission.DISTRIBUTE)
    org.springframework.web.servlet.View note(
            @PathVariable String wave,
            @RequestParam(defaultValue = "") String form,
            @RequestParam(defaultValue = "") String vendor,
            @RequestParam(defaultValue = "") String words,
            Locale locale) {
        UUID id = Uuid7.parse(wave);
        UUID note = form.isEmpty() ? Uuid7.at(clock.instant()) : Uuid7.parse(form);
        try {
            transaction.executeWithoutResult(_ -> notes.say(note, id, chosen(vendor), words));
        } catch (Refusal.Invalid refusal) {
            return page(id, locale, "", "", "", List.of(refusal));
        }
        return Redirects.to("/waves/" + id);
    }

    private static OrganisationId chosen(String vendor) {
        if (vendor.isEmpty()) {
            throw new Refusal.Invalid("vendor", "selection-vendor");
        }
        return OrganisationId.of(vendor);
    }

    @PostMapping("/cases/{id}/vendors/{vendor}/withdrawal")
    @Allow(Permission.DISTRIBUTE)
    @Transactional
    public org.springframework.web.servlet.View withdrawVendor(
            @PathVariable String id, @PathVariable String vendor, @RequestParam(defaultValue = "") String reason) {
        CaseId caseId = CaseId.of(id);
        withdrawals.withdraw(caseId, OrganisationId.of(vendor), reason);
        return Redirects.to("/cases/" + caseId);
    }

    private <T> T in(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(_ -> work.get()));
    }
}
