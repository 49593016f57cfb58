package org.chosei.cases.web;

import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.cases.embargo.EmbargoAnswers;
import org.chosei.cases.embargo.Negotiations;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.web.Redirects;
import org.chosei.web.Site;
import org.chosei.web.View;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The embargo of a case for a participant, and for whoever is asked to agree before anything else of it is shown. */
@Controller
class OurEmbargoController {
    private final Negotiations negotiations;
    private final EmbargoAnswers answers;
    private final OurEmbargoPages pages;
    private final Site site;
    private final InstantSource clock;

    OurEmbargoController(
            Negotiations negotiations, EmbargoAnswers answers, OurEmbargoPages pages, Site site, InstantSource clock) {
        this.negotiations = negotiations;
        this.answers = answers;
        this.pages = pages;
        this.site = site;
        this.clock = clock;
    }

    @GetMapping("/our-cases/{id}/embargo")
    @Allow(Permission.VENDOR_WORK)
    View show(@PathVariable String id) {
        return page(CaseId.of(id), TypedTerms.empty(site.zone()));
    }

    @PostMapping("/our-cases/{id}/embargo/proposals")
    @Allow(Permission.VENDOR_WORK)
    org.springframework.web.servlet.View propose(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "") String zone,
            @RequestParam(defaultValue = "") String anyway) {
        CaseId of = CaseId.of(id);
        TypedTerms typed = new TypedTerms(until, zone, "", anyway.equals("yes"));
        try {
            // in the zone of the CSIRT: the zone in which it was typed would say whose proposal it is
            ZonedDateTime end = typed.untilInZone().withZoneSameInstant(site.zone());
            negotiations.propose(of, end, null, typed.anyway());
            return back(of);
        } catch (Refusal.Invalid refusal) {
            return page(of, typed).with("refusals", List.of(refusal)).status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    @PostMapping("/our-cases/{id}/embargo/proposals/{own}/withdrawal")
    @Allow(Permission.VENDOR_WORK)
    org.springframework.web.servlet.View withdraw(@PathVariable String id, @PathVariable String own) {
        CaseId of = CaseId.of(id);
        negotiations.reject(of, Uuid7.parse(own));
        return back(of);
    }

    @PostMapping("/our-cases/{id}/embargo/proposals/{term}/answer")
    @Allow(Permission.VENDOR_WORK)
    org.springframework.web.servlet.View answer(
            @PathVariable String id,
            @PathVariable String term,
            @RequestParam(defaultValue = "") String answer,
            @RequestParam(defaultValue = "") String sure) {
        OurEmbargoPages.OwnPage page = pages.own(CaseId.of(id));
        CaseId of = page.id();
        UUID terms = Uuid7.parse(term);
        try {
            answer(page, terms, answer, sure.equals("yes"));
        } catch (Refusal.Invalid refusal) {
            return page(of, TypedTerms.empty(site.zone()))
                    .with("refusals", List.of(refusal))
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        if (answers.stillConcerned(of)) {
            return back(of);
        }
        return Redirects.to("/our-cases?done=" + (page.visible() ? "ended" : "declined"));
    }

    private void answer(OurEmbargoPages.OwnPage page, UUID terms, String answer, boolean sure) {
        answers.requireTerms(page.id(), terms);
        switch (answer) {
            case "agree" -> answers.answer(page.id(), terms, true);
            case "decline" -> {
                if (page.loses(terms) && !sure) {
                    throw new Refusal.Invalid("sure", "embargo-decline-sure");
                }
                answers.answer(page.id(), terms, false);
            }
            default -> throw new Refusal.Invalid("answer", "embargo-answer");
        }
    }

    private View page(CaseId of, TypedTerms typed) {
        return View.of("cases/our-negotiation", "view", pages.own(of))
                .with("typed", typed)
                .with("zones", typed.zones(site.zone()))
                .with("now", clock.instant())
                .with("refusals", List.of());
    }

    private static org.springframework.web.servlet.View back(CaseId of) {
        return Redirects.to("/our-cases/" + of + "/embargo");
    }
}
