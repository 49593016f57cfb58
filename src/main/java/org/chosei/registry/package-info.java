/** Organisations, their contact points and keys, and the registrations they come from. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "kernel",
            "access",
            "ledger",
            "jobs",
            "web",
            "identity",
            "mail",
            "mail :: reading",
            "mail :: wire",
            "vault",
            "crypto"
        })
@NullMarked
package org.chosei.registry;

import org.jspecify.annotations.NullMarked;
