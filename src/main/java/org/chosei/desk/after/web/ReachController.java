package org.chosei.desk.after.web;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.agreements.pdf.Paper;
import org.chosei.agreements.pdf.PaperPdf;
import org.chosei.agreements.pdf.RecordPdf;
import org.chosei.desk.after.AskPages;
import org.chosei.desk.after.ReachPaper;
import org.chosei.distribution.asks.Reaching;
import org.chosei.distribution.asks.Rung;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.kernel.ZonedTime;
import org.chosei.registry.Contact;
import org.chosei.web.Download;
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

/** How one vendor of a case is reached: its asks, the rungs, calls, letters and faxes. */
@Controller
class ReachController {
    private final AskPages pages;
    private final Reaching reaching;
    private final ReachPaper papers;
    private final PaperPdf pdf;
    private final TransactionOperations transaction;
    private final Site site;
    private final InstantSource clock;

    ReachController(
            AskPages pages,
            Reaching reaching,
            ReachPaper papers,
            PaperPdf pdf,
            TransactionOperations transaction,
            Site site,
            InstantSource clock) {
        this.pages = pages;
        this.reaching = reaching;
        this.papers = papers;
        this.pdf = pdf;
        this.transaction = transaction;
        this.site = site;
        this.clock = clock;
    }

    @GetMapping("/cases/{id}/vendors/{vendor}/reach")
    @Allow(Permission.COORDINATE)
    View show(@PathVariable String id, @PathVariable String vendor) {
        return page(id, vendor, ReachForm.blank(), List.of());
    }

    @PostMapping("/cases/{id}/vendors/{vendor}/reach/calls")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View called(
            @PathVariable String id,
            @PathVariable String vendor,
            @RequestParam String form,
            @RequestParam String wave,
            @RequestParam(defaultValue = "") String when,
            @RequestParam(defaultValue = "") String zone,
            @RequestParam(defaultValue = "") String whom,
            @RequestParam(defaultValue = "") String result,
            @RequestParam(defaultValue = "") String next,
            @RequestParam(defaultValue = "") String again,
            @RequestParam(defaultValue = "") String note) {
        return done(
                id,
                vendor,
                form,
                wave,
                new ReachForm(
                        ReachForm.CALL,
                        Map.of(
                                "when", when, "zone", zone, "whom", whom, "result", result, "next", next, "again",
                                again, "note", note)));
    }

    @PostMapping("/cases/{id}/vendors/{vendor}/reach/papers")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View sent(
            @PathVariable String id,
            @PathVariable String vendor,
            @RequestParam String form,
            @RequestParam String wave,
            @RequestParam(defaultValue = "") String rung,
            @RequestParam(defaultValue = "") String when,
            @RequestParam(defaultValue = "") String zone,
            @RequestParam(defaultValue = "") String whom,
            @RequestParam(defaultValue = "") String result,
            @RequestParam(defaultValue = "") String next,
            @RequestParam(defaultValue = "") String again,
            @RequestParam(defaultValue = "") String note) {
        return done(
                id,
                vendor,
                form,
                wave,
                new ReachForm(
                        ReachForm.PAPER,
                        Map.of(
                                "rung", rung, "when", when, "zone", zone, "whom", whom, "result", result, "next", next,
                                "again", again, "note", note)));
    }

    private org.springframework.web.servlet.View done(
            String id, String vendor, String form, String wave, ReachForm typed) {
        CaseId of = CaseId.of(id);
        OrganisationId to = OrganisationId.of(vendor);
        try {
            transaction.executeWithoutResult(_ -> {
                pages.require(of, to);
                reaching.done(of, Uuid7.parse(form), to, Uuid7.parse(wave), typed.read());
            });
        } catch (Refusal.Invalid refusal) {
            return page(id, vendor, typed, List.of(refusal)).status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return Redirects.to("/cases/" + of + "/vendors/" + to + "/reach");
    }

    /** The letter to the team or to the person who answers for it, to be printed. It says nothing of the case. */
    @GetMapping("/cases/{id}/vendors/{vendor}/reach/letter")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View letter(
            @PathVariable String id,
            @PathVariable String vendor,
            @RequestParam(defaultValue = "") String language,
            @RequestParam(defaultValue = "") String contact) {
        return paper(Rung.LETTER, id, vendor, language, contact);
    }

    @GetMapping("/cases/{id}/vendors/{vendor}/reach/fax")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View fax(
            @PathVariable String id,
            @PathVariable String vendor,
            @RequestParam(defaultValue = "") String language,
            @RequestParam(defaultValue = "") String contact) {
        return paper(Rung.FAX, id, vendor, language, contact);
    }

    private org.springframework.web.servlet.View paper(
            Rung rung, String id, String vendor, String language, String contact) {
        Locale in = language.equals("en") ? Locale.ENGLISH : Locale.JAPANESE;
        CaseId of = CaseId.of(id);
        OrganisationId to = OrganisationId.of(vendor);
        Paper paper = Objects.requireNonNull(transaction.execute(_ -> {
            AskPages.VendorPage page = pages.vendor(of, to);
            AskPages.Row open = page.open();
            if (open == null) {
                throw new Refusal.WrongState("ask-nothing");
            }
            return papers.of(
                    rung,
                    in,
                    page.of(),
                    page.vendor(),
                    addressee(page.contacts(), contact),
                    Objects.requireNonNull(open.current()));
        }));
        return switch (pdf.write(paper)) {
            case RecordPdf.Result.Written(byte[] bytes) ->
                new Download(
                        paper.name() + "-" + in.getLanguage() + ".pdf", "application/pdf", out -> out.write(bytes));
            case RecordPdf.Result.NoFont none ->
                View.of("agreements/no-font", "none", none)
                        .with("text", "/cases/" + of + "/vendors/" + to + "/reach")
                        .with("label", "asks.reach")
                        .status(HttpStatus.SERVICE_UNAVAILABLE);
        };
    }

    /** The one of this role, or the team. */
    private static Contact addressee(List<Contact> known, String role) {
        return known.stream()
                .filter(each -> each.role().name().equals(role) || each.role() == Contact.Role.TEAM)
                .max(Comparator.comparing(each -> each.role().name().equals(role)))
                .orElseThrow(Refusal.NotFound::new);
    }

    private View page(String id, String vendor, ReachForm typed, List<Refusal.Invalid> refusals) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        return Objects.requireNonNull(transaction.execute(_ -> View.of(
                        "asks/reach", "view", pages.vendor(CaseId.of(id), OrganisationId.of(vendor)))
                .with("typed", typed)
                .with("form", Uuid7.at(now).toString())
                .with("proposed", LocalDateTime.ofInstant(now, site.zone()).toString())
                .with("zones", ZonedTime.offered("", site.zone()))
                .with("refusals", refusals)));
    }
}
