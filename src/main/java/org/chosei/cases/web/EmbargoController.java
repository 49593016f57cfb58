package org.chosei.cases.web;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.cases.embargo.CaseEvents;
import org.chosei.cases.embargo.EmbargoAnswers;
import org.chosei.cases.embargo.EndReason;
import org.chosei.cases.embargo.Negotiations;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.protocol.CaseEvent;
import org.chosei.web.Choice;
import org.chosei.web.Redirects;
import org.chosei.web.Site;
import org.chosei.web.View;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The embargo of a case for staff: what is proposed, who said what, what happened in the world, and how it ends. */
@Controller
class EmbargoController {
    private final Negotiations negotiations;
    private final EmbargoAnswers answers;
    private final CaseEvents events;
    private final EmbargoPages pages;
    private final Site site;
    private final InstantSource clock;

    EmbargoController(
            Negotiations negotiations,
            EmbargoAnswers answers,
            CaseEvents events,
            EmbargoPages pages,
            Site site,
            InstantSource clock) {
        this.negotiations = negotiations;
        this.answers = answers;
        this.events = events;
        this.pages = pages;
        this.site = site;
        this.clock = clock;
    }

    @GetMapping("/cases/{id}/embargo")
    @Allow(Permission.COORDINATE)
    View show(@PathVariable String id, Locale locale) {
        return page(CaseId.of(id), TypedTerms.empty(site.zone()), "", locale);
    }

    @PostMapping("/cases/{id}/embargo/proposals")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View propose(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "") String zone,
            @RequestParam(defaultValue = "") String respondBy,
            @RequestParam(defaultValue = "") String anyway,
            Locale locale) {
        CaseId of = CaseId.of(id);
        TypedTerms typed = new TypedTerms(until, zone, respondBy, anyway.equals("yes"));
        try {
            negotiations.propose(of, typed.untilInZone(), typed.respondByInstant(), typed.anyway());
            return back(of);
        } catch (Refusal.Invalid refusal) {
            return refused(of, typed, "", refusal, locale);
        }
    }

    @PostMapping("/cases/{id}/embargo/proposals/{term}/acceptance")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View accept(
            @PathVariable String id,
            @PathVariable String term,
            @RequestParam(defaultValue = "") String anyway,
            @RequestParam(defaultValue = "") List<String> loses,
            Locale locale) {
        CaseId of = CaseId.of(id);
        List<OrganisationId> meant = loses.stream().map(OrganisationId::of).toList();
        try {
            negotiations.accept(of, Uuid7.parse(term), anyway.equals("yes"), meant);
            return back(of);
        } catch (Refusal.Invalid refusal) {
            return refused(of, TypedTerms.empty(site.zone()), term, refusal, locale);
        }
    }

    @PostMapping("/cases/{id}/embargo/proposals/{term}/rejection")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View reject(@PathVariable String id, @PathVariable String term) {
        CaseId of = CaseId.of(id);
        negotiations.reject(of, Uuid7.parse(term));
        return back(of);
    }

    @PostMapping("/cases/{id}/embargo/end")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View end(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String note,
            @RequestParam(defaultValue = "") String sure,
            Locale locale) {
        CaseId of = CaseId.of(id);
        try {
            if (!sure.equals("yes")) {
                throw new Refusal.Invalid("sure", "embargo-end-sure");
            }
            negotiations.terminate(of, Choice.of(EndReason.class, reason, "end-reason", "embargo-end-reason"), note);
            return back(of);
        } catch (Refusal.Invalid refusal) {
            return refused(of, TypedTerms.empty(site.zone()), "", refusal, locale);
        }
    }

    @PostMapping("/cases/{id}/embargo/events")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View note(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String event,
            @RequestParam(defaultValue = "") String evidence,
            @RequestParam(defaultValue = "") String over,
            Locale locale) {
        CaseId of = CaseId.of(id);
        try {
            CaseEvent what = Choice.of(CaseEvent.class, event, "event", "case-event-unknown");
            if (events.endsEmbargo(of, what) && !over.equals("yes")) {
                throw new Refusal.Invalid("over", "case-event-over");
            }
            events.note(of, what, evidence);
            return back(of);
        } catch (Refusal.Invalid refusal) {
            return page(of, TypedTerms.empty(site.zone()), "", locale)
                    .with("happened", new TypedEvent(event, evidence))
                    .with("refusals", List.of(refusal))
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    @PostMapping("/cases/{id}/embargo/events/{event}/keeping")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View keep(
            @PathVariable String id,
            @PathVariable String event,
            @RequestParam(defaultValue = "") String reason,
            Locale locale) {
        CaseId of = CaseId.of(id);
        UUID noted = Uuid7.parse(event);
        try {
            events.keep(of, noted, reason);
            return back(of);
        } catch (Refusal.Invalid refusal) {
            return refused(of, TypedTerms.empty(site.zone()), "", refusal, locale);
        }
    }

    @PostMapping("/cases/{id}/embargo/invitations")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View invite(
            @PathVariable String id, @RequestParam(defaultValue = "") List<String> organisation, Locale locale) {
        CaseId of = CaseId.of(id);
        List<OrganisationId> asked =
                organisation.stream().map(OrganisationId::of).toList();
        try {
            pages.requireVendors(asked, locale);
            answers.invite(of, asked);
            return back(of);
        } catch (Refusal.Invalid refusal) {
            return refused(of, TypedTerms.empty(site.zone()), "", refusal, locale);
        }
    }

    private View page(CaseId of, TypedTerms typed, String doubted, Locale locale) {
        return View.of("cases/negotiation", "view", pages.staff(of, locale))
                .with("typed", typed)
                .with("zones", typed.zones(site.zone()))
                .with("doubted", doubted)
                .with("happened", TypedEvent.EMPTY)
                .with("now", clock.instant())
                .with("refusals", List.of());
    }

    private View refused(CaseId of, TypedTerms typed, String doubted, Refusal.Invalid refusal, Locale locale) {
        return page(of, typed, doubted, locale)
                .with("refusals", List.of(refusal))
                .status(HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private static org.springframework.web.servlet.View back(CaseId of) {
        return Redirects.to("/cases/" + of + "/embargo");
    }
}
