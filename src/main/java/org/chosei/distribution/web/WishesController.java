package org.chosei.distribution.web;

import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.cases.Cases;
import org.chosei.distribution.OriginatorWishes;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisations;
import org.chosei.web.Choice;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What whoever brought a case wishes: hold, release, and to whom it may go. */
@Controller
public class WishesController {
    private final Cases cases;
    private final OriginatorWishes wishes;
    private final Organisations organisations;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    WishesController(
            Cases cases,
            OriginatorWishes wishes,
            Organisations organisations,
            TransactionOperations transaction,
            InstantSource clock) {
        this.cases = cases;
        this.wishes = wishes;
        this.organisations = organisations;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What was typed. */
    public record Typed(String wish, Set<String> vendors, String words) {}

    @GetMapping("/cases/{id}/wishes")
    @Allow(Permission.DISTRIBUTE)
    @Transactional
    public View show(@PathVariable String id, Locale locale) {
        return page(CaseId.of(id), locale, new Typed("HOLD", Set.of(), ""), List.of());
    }

    private View page(CaseId id, Locale locale, Typed typed, List<Refusal.Invalid> refusals) {
        var of = cases.get(id);
        List<OriginatorWishes.Wish> all = wishes.of(id);
        Map<OrganisationId, String> names = Names.of(
                organisations,
                all.stream()
                        .flatMap(each -> each.recipients().stream())
                        .collect(Collectors.toCollection(LinkedHashSet::new)),
                locale);
        List<Organisation> vendors = organisations.vendors();
        return View.of("distribution/wishes", "of", of)
                .with("wishes", all)
                .with("names", names)
                .with("vendors", vendors)
                .with("typed", typed)
                .with("form", Uuid7.at(clock.instant()))
                .with("refusals", refusals)
                .status(refusals.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
    }

    @PostMapping("/cases/{id}/wishes")
    @Allow(Permission.DISTRIBUTE)
    org.springframework.web.servlet.View record(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String form,
            @RequestParam(defaultValue = "") String wish,
            @RequestParam(defaultValue = "") List<String> vendor,
            @RequestParam(defaultValue = "") String words,
            Locale locale) {
        CaseId caseId = CaseId.of(id);
        UUID named = form.isEmpty() ? Uuid7.at(clock.instant()) : Uuid7.parse(form);
        Set<OrganisationId> vendors = vendor.stream().map(OrganisationId::of).collect(Collectors.toSet());
        try {
            return in(() -> {
                cases.get(caseId);
                wishes.record(
                        named,
                        caseId,
                        Choice.of(OriginatorWishes.Kind.class, wish, "wish", "wish-unknown"),
                        vendors,
                        words);
                return Redirects.to("/cases/" + caseId + "/wishes");
            });
        } catch (Refusal.Invalid refusal) {
            return in(() -> page(caseId, locale, new Typed(wish, Set.copyOf(vendor), words), List.of(refusal)));
        }
    }

    private <T> T in(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(_ -> work.get()));
    }
}
