/** Threads for one audience each, their messages and files, and the addresses that lead replies back. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "kernel",
            "access",
            "ledger",
            "jobs",
            "web",
            "cases",
            "cases :: status",
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
