package org.chosei.desk.web;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.access.Scopes;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.Vulnerabilities;
import org.chosei.cases.Vulnerability;
import org.chosei.cases.embargo.Embargo;
import org.chosei.cases.embargo.Embargoes;
import org.chosei.cases.ending.CaseEnds;
import org.chosei.cases.ending.CloseReason;
import org.chosei.cases.numbers.Aliases;
import org.chosei.intake.CaseReports;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.Refusal;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Opened;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.chosei.web.Link;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The staff's cases: the list, the page of one case, and one vendor within it. */
@Controller
@Transactional
public class CasesController {
    private static final int PAGE = 50;

    private final Cases cases;
    private final Embargoes embargoes;
    private final Vault vault;
    private final CasePages pages;
    private final Aliases aliases;
    private final Vulnerabilities vulnerabilities;
    private final CaseReports reports;
    private final CaseEnds ends;
    private final InstantSource clock;

    CasesController(
            Cases cases,
            Embargoes embargoes,
            Vault vault,
            CasePages pages,
            Aliases aliases,
            Vulnerabilities vulnerabilities,
            CaseReports reports,
            CaseEnds ends,
            InstantSource clock) {
        this.cases = cases;
        this.embargoes = embargoes;
        this.vault = vault;
        this.pages = pages;
        this.aliases = aliases;
        this.vulnerabilities = vulnerabilities;
        this.reports = reports;
        this.ends = ends;
        this.clock = clock;
    }

    @Bean
    static Link casesLink() {
        return new Link(10, "desk.cases", "/cases", Permission.COORDINATE);
    }

    /** A line of the list, its title opened; {@code ended} is null while the case is open. */
    public record Item(
            CoordinatedCase of,
            String title,
            Embargo embargo,
            @Nullable CloseReason ended) {}

    @GetMapping("/cases")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View list(
            @RequestParam Optional<String> before, @RequestParam(defaultValue = "") String jump) {
        List<CaseId> found = jump.isBlank() ? List.of() : aliases.find(jump);
        if (found.size() == 1) {
            return Redirects.to("/cases/" + found.getFirst());
        }
        Optional<String> report = found.isEmpty() && !jump.isBlank() ? reportPath(jump) : Optional.empty();
        if (report.isPresent()) {
            return Redirects.to(report.get());
        }
        List<CoordinatedCase> page =
                found.isEmpty() ? cases.page(before.map(CaseId::of).orElse(null), PAGE) : cases.byId(found);
        Map<SealedId, Opened> titles = vault.open(
                OpenPurpose.LIST, page.stream().map(CoordinatedCase::title).toList());
        Map<CaseId, Embargo> holds =
                embargoes.ofEach(page.stream().map(CoordinatedCase::id).toList());
        Map<CaseId, CloseReason> ended =
                ends.reasons(page.stream().map(CoordinatedCase::id).toList());
        List<Item> items = page.stream()
                .map(of -> new Item(
                        of,
                        Optional.ofNullable(titles.get(of.title()))
                                .map(Opened::text)
                                .orElse(""),
                        holds.getOrDefault(of.id(), new Embargo.None()),
                        ended.get(of.id())))
                .toList();
        return View.of("desk/cases", "items", items)
                .with("jump", jump)
                .with("found", found.size())
                .with(
                        "more",
                        found.isEmpty() && items.size() == PAGE
                                ? items.getLast().of().id().toString()
                                : "");
    }

    /** To the report itself, or to its case for those who may not read reports. */
    private Optional<String> reportPath(String reference) {
        boolean reads = Scopes.person().may(Permission.INTAKE);
        return reports.find(reference)
                .flatMap(found -> reads
                        ? Optional.of(found.path())
                        : Optional.ofNullable(found.caseId()).map(caseId -> "/cases/" + caseId));
    }

    @GetMapping("/cases/{id}")
    @Allow(Permission.COORDINATE)
    View show(@PathVariable String id, Locale locale) {
        return View.of("desk/case", "view", pages.page(CaseId.of(id), locale)).with("now", clock.instant());
    }

    @GetMapping("/cases/{id}/vendors/{vendor}")
    @Allow(Permission.COORDINATE)
    View vendor(@PathVariable String id, @PathVariable String vendor, Locale locale) {
        return View.of("desk/case-vendor", "view", pages.vendor(CaseId.of(id), vendor, locale))
                .with("now", clock.instant());
    }

    @PostMapping("/cases/{id}/cve")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View cve(@PathVariable String id, @RequestParam(defaultValue = "") String cve) {
        CaseId caseId = CaseId.of(id);
        Vulnerability first =
                vulnerabilities.of(cases.get(caseId).id()).stream().findFirst().orElseThrow(Refusal.NotFound::new);
        vulnerabilities.name(caseId, first.id(), cve);
        return Redirects.to("/cases/" + caseId);
    }
}
