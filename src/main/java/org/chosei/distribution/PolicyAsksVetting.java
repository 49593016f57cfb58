package org.chosei.distribution;

import org.chosei.registry.Vetting;
import org.chosei.registry.VettingAsked;
import org.springframework.stereotype.Component;

/** As the policy in force says. */
@Component
class PolicyAsksVetting implements VettingAsked {
    private final Policies policies;

    PolicyAsksVetting(Policies policies) {
        this.policies = policies;
    }

    @Override
    public boolean keepsBack(Vetting vetting) {
        return policies.inForce().asksVetting(vetting);
    }
}
