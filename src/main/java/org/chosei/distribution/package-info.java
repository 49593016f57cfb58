/** What a vendor may learn and when: policy, gate, selection, wave, notice, acknowledgement, and the fairness record. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "kernel",
            "access",
            "ledger",
            "jobs",
            "web",
            "cases",
            "cases :: clocks",
            "cases :: embargo",
            "cases :: participants",
            "cases :: ending",
            "protocol",
            "cases :: status",
            "agreements",
            "registry",
            "registry :: products",
            "registry :: keywords",
            "identity",
            "conversation",
            "mail",
            "vault",
            "vault :: search",
            "crypto"
        })
@NullMarked
package org.chosei.distribution;

import org.jspecify.annotations.NullMarked;
