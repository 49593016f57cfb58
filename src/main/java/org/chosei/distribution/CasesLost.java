package org.chosei.distribution;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chosei.access.Grants;
import org.chosei.agreements.Losses;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.OpenCases;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which cases are open to a vendor: those that {@link AgreementEnd} and {@link OrganisationStop} cut when it leaves, and
 * that a change of its class leaves as they are.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class CasesLost implements Losses, OpenCases {
    private final Grants grants;
    private final Cases cases;

    CasesLost(Grants grants, Cases cases) {
        this.grants = grants;
        this.cases = cases;
    }

    @Override
    public List<String> cases(OrganisationId organisation) {
        return of(organisation).stream().map(OpenCase::number).toList();
    }

    @Override
    public List<OpenCase> of(OrganisationId organisation) {
        Map<CaseId, Instant> from = new LinkedHashMap<>();
        grants.open(organisation).forEach(open -> from.put(open.caseId(), open.from()));
        return cases.byId(from.keySet()).stream()
                .map((CoordinatedCase of) -> new OpenCase(of.number(), from.getOrDefault(of.id(), Instant.MIN)))
                .toList();
    }
}
