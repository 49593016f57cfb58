package org.chosei.distribution;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.chosei.access.Grants;
import org.chosei.access.Scopes;
import org.chosei.kernel.CaseId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The cases that a member's own organisation sees now. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class OwnCases {
    private final Grants grants;

    OwnCases(Grants grants) {
        this.grants = grants;
    }

    /** Each with the first instant from which it is seen. One query. */
    public Map<CaseId, Instant> seenSince() {
        return grants.open(Scopes.person().organisation()).stream()
                .collect(Collectors.toMap(Grants.Open::caseId, Grants.Open::from));
    }
}
