/** Threads for one audience each, what is said in them and how it is read, and the addresses that lead replies back. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "kernel",
            "access",
            "ledger",
            "jobs",
            "web",
            "cases",
            "cases :: status",
            "cases :: participants",
            "identity",
            "cases :: numbers",
            "registry",
            "mail",
            "mail :: reading",
            "mail :: wire",
            "vault",
            "vault :: search",
            "crypto"
        })
@NullMarked
package org.chosei.conversation;

import org.jspecify.annotations.NullMarked;
