package org.chosei.distribution;

import org.chosei.access.Grants;
import org.chosei.agreements.AgreementEnded;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Without note or NDA a vendor sees nothing: the end of either cuts its grants in the transaction that ends it. */
@Component
class AgreementEnd {
    private final Grants grants;

    AgreementEnd(Grants grants) {
        this.grants = grants;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(AgreementEnded ended) {
        grants.revokeEverything(ended.organisation(), ended.kind().label() + "-ended");
    }
}
