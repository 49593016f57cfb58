package org.chosei.desk.web;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.cases.Cases;
import org.chosei.cases.Vulnerabilities;
import org.chosei.cases.numbers.Aliases;
import org.chosei.intake.ReportedVulnerabilities;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The vulnerabilities of a case and its numbers: added, named, linked with other cases and reports, given out. */
@Controller
class NumbersController {
    private static final Pattern ORDINAL = Pattern.compile("[1-9][0-9]{0,3}");

    private final NumbersPages pages;
    private final Cases cases;
    private final Vulnerabilities vulnerabilities;
    private final Aliases aliases;
    private final ReportedVulnerabilities reports;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    NumbersController(
            NumbersPages pages,
            Cases cases,
            Vulnerabilities vulnerabilities,
            Aliases aliases,
            ReportedVulnerabilities reports,
            TransactionOperations transaction,
            InstantSource clock) {
        this.pages = pages;
        this.cases = cases;
        this.vulnerabilities = vulnerabilities;
        this.aliases = aliases;
        this.reports = reports;
        this.transaction = transaction;
        this.clock = clock;
    }

    @GetMapping("/cases/{id}/vulnerabilities")
    @Allow(Permission.COORDINATE)
    View show(@PathVariable String id) {
        return page(CaseId.of(id), List.of(), Map.of());
    }

    @PostMapping("/cases/{id}/vulnerabilities")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View add(
            @PathVariable String id,
            @RequestParam String form,
            @RequestParam(defaultValue = "") String label,
            @RequestParam(defaultValue = "") String cve) {
        return change(
                id, Map.of("label", label, "cve", cve), of -> vulnerabilities.add(of, Uuid7.parse(form), label, cve));
    }

    /** Names and labels one vulnerability. */
    @PostMapping("/cases/{id}/vulnerabilities/name")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View name(
            @PathVariable String id,
            @RequestParam String vulnerability,
            @RequestParam(defaultValue = "") String label,
            @RequestParam(defaultValue = "") String cve) {
        UUID named = Uuid7.parse(vulnerability);
        return change(id, Map.of("label-" + named, label, "cve-" + named, cve), of -> {
            if (!cve.isBlank()) {
                vulnerabilities.name(of, named, cve);
            }
            vulnerabilities.label(of, named, label);
        });
    }

    /** Takes one back that nobody was told of. */
    @PostMapping("/cases/{id}/vulnerabilities/removal")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View removeVulnerability(
            @PathVariable String id, @RequestParam String vulnerability) {
        return change(id, Map.of(), of -> vulnerabilities.remove(of, Uuid7.parse(vulnerability)));
    }

    @PostMapping("/cases/{id}/numbers/removal")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View removeAlias(
            @PathVariable String id, @RequestParam(defaultValue = "") String alias) {
        return change(id, Map.of(), of -> aliases.remove(of, alias));
    }

    /** Lists a vulnerability of another case here too; that case is named by any of its numbers. */
    @PostMapping("/cases/{id}/vulnerabilities/link")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View link(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "1") String ordinal) {
        return change(
                id,
                Map.of("from", from, "ordinal", ordinal),
                of -> vulnerabilities.link(of, other(of, from), ordinal(ordinal)));
    }

    private CaseId other(CaseId of, String from) {
        List<CaseId> found =
                aliases.find(from).stream().filter(each -> !each.equals(of)).toList();
        if (found.size() != 1) {
            throw new Refusal.Invalid("from", found.isEmpty() ? "case-unknown" : "case-several", found.size());
        }
        return found.getFirst();
    }

    private static int ordinal(String typed) {
        String plain = JapaneseText.plain(typed).strip();
        if (!ORDINAL.matcher(plain).matches()) {
            throw new Refusal.Invalid("ordinal", "vulnerability-unknown", plain);
        }
        return Integer.parseInt(plain);
    }

    @PostMapping("/cases/{id}/vulnerabilities/report")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View report(
            @PathVariable String id, @RequestParam String vulnerability, @RequestParam String report) {
        return change(id, Map.of(), of -> reports.link(of, Uuid7.parse(report), Uuid7.parse(vulnerability)));
    }

    @PostMapping("/cases/{id}/numbers")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View alias(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String alias,
            @RequestParam(defaultValue = "") String vulnerability) {
        return change(
                id,
                Map.of("alias", alias),
                of -> aliases.add(of, alias, vulnerability.isBlank() ? null : Uuid7.parse(vulnerability)));
    }

    @PostMapping("/cases/{id}/numbers/allocation")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View allocate(
            @PathVariable String id, @RequestParam String scheme, @RequestParam String form) {
        return change(id, Map.of(), of -> aliases.allocate(of, scheme, Uuid7.parse(form)));
    }

    /** Changes something of a case that is there; what cannot be accepted is shown beside what was typed. */
    private org.springframework.web.servlet.View change(String id, Map<String, String> typed, Consumer<CaseId> work) {
        CaseId of = CaseId.of(id);
        try {
            transaction.executeWithoutResult(_ -> work.accept(cases.get(of).id()));
        } catch (Refusal.Invalid refusal) {
            return page(of, List.of(refusal), typed).status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return Redirects.to("/cases/" + of + "/vulnerabilities");
    }

    private View page(CaseId of, List<Refusal.Invalid> refusals, Map<String, String> typed) {
        return View.of("desk/numbers", "view", Objects.requireNonNull(transaction.execute(_ -> pages.of(of))))
                .with("refusals", refusals)
                .with("typed", typed)
                .with("form", Uuid7.at(clock.instant()));
    }
}
