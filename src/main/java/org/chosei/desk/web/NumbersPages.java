package org.chosei.desk.web;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.Vulnerabilities;
import org.chosei.cases.numbers.Alias;
import org.chosei.cases.numbers.Aliases;
import org.chosei.cases.numbers.NumberSchemes;
import org.chosei.intake.ReportedVulnerabilities;
import org.chosei.kernel.CaseId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Gathers the vulnerabilities of a case, the numbers it is known by, and the other cases that share one. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class NumbersPages {
    private final Cases cases;
    private final Vulnerabilities vulnerabilities;
    private final StatusPages statusPages;
    private final Aliases aliases;
    private final NumberSchemes schemes;
    private final ReportedVulnerabilities reports;

    NumbersPages(
            Cases cases,
            Vulnerabilities vulnerabilities,
            StatusPages statusPages,
            Aliases aliases,
            NumberSchemes schemes,
            ReportedVulnerabilities reports) {
        this.cases = cases;
        this.vulnerabilities = vulnerabilities;
        this.statusPages = statusPages;
        this.aliases = aliases;
        this.schemes = schemes;
        this.reports = reports;
    }

    /**
     * The page.
     *
     * @param elsewhere by vulnerability, the other cases that list it
     * @param shared by number in canonical form, the other cases that have it
     */
    public record Numbers(
            CoordinatedCase of,
            List<StatusMatrix.Column> columns,
            Map<UUID, List<CoordinatedCase>> elsewhere,
            List<Alias> aliases,
            Map<String, List<CoordinatedCase>> shared,
            List<NumberSchemes.Scheme> schemes,
            List<ReportedVulnerabilities.Told> reports) {}

    Numbers of(CaseId id) {
        CoordinatedCase of = cases.get(id);
        Map<UUID, List<CaseId>> elsewhere = vulnerabilities.elsewhere(id);
        Map<String, List<CaseId>> shared = aliases.shared(id);
        Set<CaseId> others = new LinkedHashSet<>();
        elsewhere.values().forEach(others::addAll);
        shared.values().forEach(others::addAll);
        Map<CaseId, CoordinatedCase> known = others.isEmpty()
                ? Map.of()
                : cases.byId(others).stream().collect(Collectors.toMap(CoordinatedCase::id, each -> each));
        return new Numbers(
                of,
                statusPages.columns(id),
                named(elsewhere, known),
                aliases.of(id),
                named(shared, known),
                schemes.all(),
                reports.of(id));
    }

    private static <K> Map<K, List<CoordinatedCase>> named(
            Map<K, ? extends Collection<CaseId>> by, Map<CaseId, CoordinatedCase> known) {
        return by.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        each -> each.getValue().stream()
                                .filter(known::containsKey)
                                .map(known::get)
                                .toList()));
    }
}
