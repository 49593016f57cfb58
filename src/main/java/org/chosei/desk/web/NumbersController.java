package org.chosei.desk.web;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The vulnerabilities of a case and its numbers: added, named, linked with other cases and reports, given out. */
@Controller
@Transactional
class NumbersController {
    private static final Pattern ORDINAL = Pattern.compile("[1-9][0-9]{0,3}");

    private final NumbersPages pages;
    private final Cases cases;
    private final Vulnerabilities vulnerabilities;
    private final Aliases aliases;
    private final ReportedVulnerabilities reports;
    private final InstantSource clock;

    NumbersController(
            NumbersPages pages,
            Cases cases,
            Vulnerabilities vulnerabilities,
            Aliases aliases,
            ReportedVulnerabilities reports,
            InstantSource clock) {
        this.pages = pages;
        this.cases = cases;
        this.vulnerabilities = vulnerabilities;
        this.aliases = aliases;
        this.reports = reports;
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
        CaseId of = cases.get(CaseId.of(id)).id();
        try {
            vulnerabilities.add(Uuid7.parse(form), of, label, cve);
        } catch (Refusal.Invalid refusal) {
            return refused(of, refusal, Map.of("label", label, "cve", cve));
        }
        return back(of);
    }

    /** Names and labels one vulnerability. */
    @PostMapping("/cases/{id}/vulnerabilities/name")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View name(
            @PathVariable String id,
            @RequestParam String vulnerability,
            @RequestParam(defaultValue = "") String label,
            @RequestParam(defaultValue = "") String cve) {
        CaseId of = cases.get(CaseId.of(id)).id();
        UUID named = vulnerabilities.get(of, Uuid7.parse(vulnerability)).id();
        try {
            if (!cve.isBlank()) {
                vulnerabilities.name(of, named, cve);
            }
            vulnerabilities.label(of, named, label);
        } catch (Refusal.Invalid refusal) {
            return refused(of, refusal, Map.of("label-" + named, label, "cve-" + named, cve));
        }
        return back(of);
    }

    /** Lists a vulnerability of another case here too; that case is named by any of its numbers. */
    @PostMapping("/cases/{id}/vulnerabilities/link")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View link(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "1") String ordinal) {
        CaseId of = cases.get(CaseId.of(id)).id();
        try {
            vulnerabilities.link(of, other(of, from), ordinal(ordinal));
        } catch (Refusal.Invalid refusal) {
            return refused(of, refusal, Map.of("from", from, "ordinal", ordinal));
        }
        return back(of);
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
        CaseId of = cases.get(CaseId.of(id)).id();
        reports.link(of, Uuid7.parse(report), Uuid7.parse(vulnerability));
        return back(of);
    }

    @PostMapping("/cases/{id}/numbers")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View alias(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String alias,
            @RequestParam(defaultValue = "") String vulnerability) {
        CaseId of = cases.get(CaseId.of(id)).id();
        try {
            aliases.add(of, alias, vulnerability.isBlank() ? null : Uuid7.parse(vulnerability));
        } catch (Refusal.Invalid refusal) {
            return refused(of, refusal, Map.of("alias", alias));
        }
        return back(of);
    }

    @PostMapping("/cases/{id}/numbers/allocation")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View allocate(
            @PathVariable String id, @RequestParam String scheme, @RequestParam String form) {
        CaseId of = cases.get(CaseId.of(id)).id();
        aliases.allocate(of, scheme, Uuid7.parse(form));
        return back(of);
    }

    private View refused(CaseId of, Refusal.Invalid refusal, Map<String, String> typed) {
        return page(of, List.of(refusal), typed).status(HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private View page(CaseId of, List<Refusal.Invalid> refusals, Map<String, String> typed) {
        return View.of("desk/numbers", "view", pages.of(of))
                .with("refusals", refusals)
                .with("typed", typed)
                .with("form", Uuid7.at(clock.instant()));
    }

    private static org.springframework.web.servlet.View back(CaseId of) {
        return Redirects.to("/cases/" + of + "/vulnerabilities");
    }
}
