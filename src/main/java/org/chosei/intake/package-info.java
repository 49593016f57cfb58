/** Reports from partners and finders: read, checked, and made into cases by a person. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "kernel",
            "access",
            "ledger",
            "jobs",
            "web",
            "identity",
            "cases",
            "registry",
            "registry :: form",
            "conversation",
            "mail",
            "mail :: reading",
            "mail :: wire",
            "vault",
            "crypto"
        })
@NullMarked
package org.chosei.intake;

import org.jspecify.annotations.NullMarked;
