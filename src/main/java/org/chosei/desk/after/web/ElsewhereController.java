package org.chosei.desk.after.web;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.access.Scopes;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.desk.after.AskPages;
import org.chosei.distribution.elsewhere.Elsewhere;
import org.chosei.distribution.leak.Leak;
import org.chosei.distribution.leak.Leaks;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisations;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who is in contact about a case with somebody else already: recorded by staff or by the vendor, shown where vendors are chosen. */
@Controller
class ElsewhereController {
    private final Cases cases;
    private final Elsewhere elsewhere;
    private final Leaks leaks;
    private final Organisations organisations;
    private final AskPages pages;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    ElsewhereController(
            Cases cases,
            Elsewhere elsewhere,
            Leaks leaks,
            Organisations organisations,
            AskPages pages,
            TransactionOperations transaction,
            InstantSource clock) {
        this.cases = cases;
        this.elsewhere = elsewhere;
        this.leaks = leaks;
        this.organisations = organisations;
        this.pages = pages;
        this.transaction = transaction;
        this.clock = clock;
    }

    @GetMapping("/cases/{id}/elsewhere")
    @Allow(Permission.COORDINATE)
    View show(@PathVariable String id, Locale locale) {
        return page(CaseId.of(id), "", Elsewhere.Typed.blank(), List.of(), locale);
    }

    /** A part of the page on which vendors are chosen. */
    @GetMapping("/cases/{id}/elsewhere/marks")
    @Allow(Permission.COORDINATE)
    View marks(@PathVariable String id, Locale locale) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            CoordinatedCase of = cases.get(CaseId.of(id));
            List<Elsewhere.Contact> open = elsewhere.of(of.id()).stream()
                    .filter(each -> each.endedAt() == null)
                    .toList();
            return View.of("elsewhere/marks", "contacts", open)
                    .with("names", names(open, locale))
                    .with("frozen", leaks.of(of.id()).stream().anyMatch(Leak::frozen));
        }));
    }

    @PostMapping("/cases/{id}/elsewhere")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View record(
            @PathVariable String id,
            @RequestParam String form,
            @RequestParam String vendor,
            @RequestParam(defaultValue = "") String with,
            @RequestParam(defaultValue = "") String number,
            @RequestParam(defaultValue = "") String since,
            @RequestParam(defaultValue = "") String note,
            Locale locale) {
        CaseId of = CaseId.of(id);
        Elsewhere.Typed typed = new Elsewhere.Typed(with, number, since, note);
        try {
            transaction.executeWithoutResult(_ -> {
                OrganisationId about = OrganisationId.of(vendor);
                pages.require(of, about);
                elsewhere.record(of, Uuid7.parse(form), about, typed);
            });
        } catch (Refusal.Invalid refusal) {
            return page(of, vendor, typed, List.of(refusal), locale).status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return Redirects.to("/cases/" + of + "/elsewhere");
    }

    @PostMapping("/cases/{id}/elsewhere/end")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View end(@PathVariable String id, @RequestParam String entry) {
        CaseId of = CaseId.of(id);
        transaction.executeWithoutResult(_ -> {
            cases.get(of);
            elsewhere.end(of, Uuid7.parse(entry));
        });
        return Redirects.to("/cases/" + of + "/elsewhere");
    }

    @GetMapping("/our-cases/{id}/elsewhere")
    @Allow(Permission.VENDOR_WORK)
    View own(@PathVariable String id) {
        return ours(CaseId.of(id), Elsewhere.Typed.blank(), List.of());
    }

    @PostMapping("/our-cases/{id}/elsewhere")
    @Allow(Permission.VENDOR_WORK)
    org.springframework.web.servlet.View recordOwn(
            @PathVariable String id,
            @RequestParam String form,
            @RequestParam(defaultValue = "") String with,
            @RequestParam(defaultValue = "") String number,
            @RequestParam(defaultValue = "") String since,
            @RequestParam(defaultValue = "") String note) {
        CaseId of = CaseId.of(id);
        Elsewhere.Typed typed = new Elsewhere.Typed(with, number, since, note);
        try {
            transaction.executeWithoutResult(_ -> {
                cases.get(of);
                elsewhere.record(of, Uuid7.parse(form), Scopes.person().organisation(), typed);
            });
        } catch (Refusal.Invalid refusal) {
            return ours(of, typed, List.of(refusal)).status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return Redirects.to("/our-cases/" + of + "/elsewhere");
    }

    @PostMapping("/our-cases/{id}/elsewhere/end")
    @Allow(Permission.VENDOR_WORK)
    org.springframework.web.servlet.View endOwn(@PathVariable String id, @RequestParam String entry) {
        CaseId of = CaseId.of(id);
        transaction.executeWithoutResult(_ -> {
            cases.get(of);
            elsewhere.end(of, Uuid7.parse(entry));
        });
        return Redirects.to("/our-cases/" + of + "/elsewhere");
    }

    private View ours(CaseId id, Elsewhere.Typed typed, List<Refusal.Invalid> refusals) {
        return Objects.requireNonNull(transaction.execute(_ -> View.of("elsewhere/ours", "of", cases.get(id))
                .with("contacts", elsewhere.of(id))
                .with("typed", typed)
                .with("form", Uuid7.at(clock.instant()).toString())
                .with("refusals", refusals)));
    }

    private View page(CaseId id, String vendor, Elsewhere.Typed typed, List<Refusal.Invalid> refusals, Locale locale) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            CoordinatedCase of = cases.get(id);
            List<Elsewhere.Contact> contacts = elsewhere.of(id);
            return View.of("elsewhere/case", "of", of)
                    .with("contacts", contacts)
                    .with("names", names(contacts, locale))
                    .with("vendors", organisations.vendors())
                    .with("vendor", vendor)
                    .with("typed", typed)
                    .with("form", Uuid7.at(clock.instant()).toString())
                    .with("refusals", refusals);
        }));
    }

    private Map<OrganisationId, String> names(List<Elsewhere.Contact> contacts, Locale locale) {
        Map<OrganisationId, String> names = new LinkedHashMap<>();
        Map<OrganisationId, Organisation> known = organisations.byId(
                contacts.stream().map(Elsewhere.Contact::vendor).collect(Collectors.toSet()));
        known.forEach((id, of) -> names.put(id, of.name(locale)));
        return names;
    }
}
