package org.chosei.desk.viewas.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.chosei.access.Allow;
import org.chosei.access.Grants;
import org.chosei.access.Permission;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.identity.People;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisations;
import org.chosei.web.Looking;
import org.chosei.web.ReaderZone;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.chosei.web.Who;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * The vendor's own pages of a case, in the vendor's row-level scope, for whoever coordinates. Each page looked at is recorded
 * before it is made, as the looking person's; the scope keeps nothing and sends nothing.
 */
@Controller
class ViewAsController {
    private static final String VIEW = "/cases/{id}/vendors/{vendor}/view";
    private static final Pattern PAGE = Pattern.compile("[a-z][a-z-]{0,39}");

    private final Cases cases;
    private final Organisations organisations;
    private final Grants grants;
    private final People people;
    private final Ledger ledger;
    private final TransactionOperations transaction;
    private final Looking looking;
    private final ReaderZone zone;

    ViewAsController(
            Cases cases,
            Organisations organisations,
            Grants grants,
            People people,
            Ledger ledger,
            TransactionOperations transaction,
            Looking looking,
            ReaderZone zone) {
        this.cases = cases;
        this.organisations = organisations;
        this.grants = grants;
        this.people = people;
        this.ledger = ledger;
        this.transaction = transaction;
        this.looking = looking;
        this.zone = zone;
    }

    /** Who is looked at, and as whom. */
    private record Look(CoordinatedCase of, Organisation vendor, boolean sees, String name) {}

    @GetMapping(VIEW)
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View overview(
            @PathVariable String id,
            @PathVariable String vendor,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        return show(CaseId.of(id), OrganisationId.of(vendor), "", locale, request, response);
    }

    @GetMapping(VIEW + "/{page}")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View page(
            @PathVariable String id,
            @PathVariable String vendor,
            @PathVariable String page,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (!PAGE.matcher(page).matches()) {
            throw new Refusal.NotFound();
        }
        return show(CaseId.of(id), OrganisationId.of(vendor), page, locale, request, response);
    }

    @GetMapping(VIEW + "/talk/{thread}")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View thread(
            @PathVariable String id,
            @PathVariable String vendor,
            @PathVariable String thread,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        String page = "talk/" + Uuid7.parse(thread);
        return show(CaseId.of(id), OrganisationId.of(vendor), page, locale, request, response);
    }

    /** Where every form of a page looked at leads. */
    @PostMapping(VIEW)
    @Allow(Permission.COORDINATE)
    void refuse(@PathVariable String id, @PathVariable String vendor) {
        look(CaseId.of(id), OrganisationId.of(vendor));
        throw new Refusal.WrongState("view-as-only-looks");
    }

    private org.springframework.web.servlet.View show(
            CaseId caseId,
            OrganisationId vendor,
            String page,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        Look look = look(caseId, vendor);
        if (!look.sees()) {
            if (page.indexOf('/') >= 0) {
                throw new Refusal.NotFound();
            }
            return View.of("desk/view-as-nothing", "of", look.of()).with("vendor", look.vendor());
        }
        record(caseId, vendor, page);
        Scope.Person scope = Scopes.person().lookingAs(vendor);
        Organisation of = look.vendor();
        Who who = new Who(
                scope,
                look.name(),
                of.name(Locale.JAPANESE),
                of.name(Locale.ENGLISH),
                locale,
                zone.of(request),
                false,
                false);
        String theirs = "/our-cases/" + caseId;
        String staffs = "/cases/" + caseId;
        String here = staffs + "/vendors/" + vendor + "/view";
        Looking.Looked looked =
                looking.page(request, response, page.isEmpty() ? theirs : theirs + "/" + page, who, staffs);
        int within = looked.location().indexOf(theirs + "/");
        if (within >= 0) {
            return Redirects.to(here + looked.location().substring(within + theirs.length()));
        }
        return new LookedAt(looked.page().orElseThrow(Refusal.NotFound::new), theirs, here);
    }

    private Look look(CaseId caseId, OrganisationId vendor) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            Scope.Person person = Scopes.person();
            return new Look(
                    cases.get(caseId),
                    organisations.find(vendor).orElseThrow(Refusal.NotFound::new),
                    grants.holders(caseId, Set.of(vendor)).contains(vendor),
                    people.names(Set.of(person.id())).getOrDefault(person.id(), ""));
        }));
    }

    private void record(CaseId caseId, OrganisationId vendor, String page) {
        transaction.executeWithoutResult(_ -> ledger.append(Entry.of(caseId, "vendor.viewed-as")
                .about("organisation", vendor)
                .about("page", page.isEmpty() ? "overview" : page.replace('/', '.'))));
    }
}
