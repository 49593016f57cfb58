/** The note, the NDA and their versions; who signed which exact text; what that makes of an organisation's standing. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "kernel",
            "access",
            "ledger",
            "jobs",
            "web",
            "registry",
            "registry :: upkeep",
            "registry :: form",
            "identity",
            "mail",
            "mail :: reading",
            "mail :: wire",
            "vault",
            "crypto"
        })
@NullMarked
package org.chosei.agreements;

import org.jspecify.annotations.NullMarked;
