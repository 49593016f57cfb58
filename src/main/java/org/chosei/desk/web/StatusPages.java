package org.chosei.desk.web;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.Vulnerabilities;
import org.chosei.cases.embargo.Embargoes;
import org.chosei.cases.status.Statuses;
import org.chosei.distribution.Fairness;
import org.chosei.kernel.CaseId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Gathers the matrix of a case: a handful of statements, whatever the number of vendors. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class StatusPages {
    private final Cases cases;
    private final Embargoes embargoes;
    private final Vulnerabilities vulnerabilities;
    private final Fairness fairness;
    private final Statuses statuses;
    private final InstantSource clock;

    StatusPages(
            Cases cases,
            Embargoes embargoes,
            Vulnerabilities vulnerabilities,
            Fairness fairness,
            Statuses statuses,
            InstantSource clock) {
        this.cases = cases;
        this.embargoes = embargoes;
        this.vulnerabilities = vulnerabilities;
        this.fairness = fairness;
        this.statuses = statuses;
        this.clock = clock;
    }

    StatusMatrix matrix(CaseId id, StatusMatrix.Filter filter, Locale locale) {
        CoordinatedCase of = cases.get(id);
        return StatusMatrix.of(
                of,
                embargoes.of(id),
                columns(id),
                fairness.of(id, locale),
                statuses.standing(id),
                filter,
                clock.instant());
    }

    /** The vulnerabilities of a case with their labels. */
    List<StatusMatrix.Column> columns(CaseId id) {
        List<Vulnerabilities.Labelled> all = vulnerabilities.labelled(id);
        Map<UUID, String> labels = vulnerabilities.labels(all);
        return all.stream()
                .map(each -> new StatusMatrix.Column(
                        each.vulnerability(),
                        labels.getOrDefault(each.vulnerability().id(), "")))
                .toList();
    }
}
