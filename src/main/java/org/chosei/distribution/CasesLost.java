package org.chosei.distribution;

import java.util.List;
import java.util.Optional;
import org.chosei.access.Grants;
import org.chosei.agreements.Losses;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.kernel.OrganisationId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Which cases close for a vendor when its note or NDA ends: those that {@link AgreementEnd} will cut. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class CasesLost implements Losses {
    private final Grants grants;
    private final Cases cases;

    CasesLost(Grants grants, Cases cases) {
        this.grants = grants;
        this.cases = cases;
    }

    @Override
    public List<String> cases(OrganisationId organisation) {
        return grants.openCases(organisation).stream()
                .map(cases::find)
                .flatMap(Optional::stream)
                .map(CoordinatedCase::number)
                .toList();
    }
}
