/** Pages that gather from many rooms: start page, mail desk, timeline, what follows after a wave. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "kernel",
            "access",
            "ledger",
            "jobs",
            "web",
            "identity",
            "registry",
            "agreements",
            "agreements :: pdf",
            "cases",
            "cases :: clocks",
            "cases :: embargo",
            "cases :: ending",
            "cases :: status",
            "cases :: numbers",
            "cases :: participants",
            "cases :: ending",
            "cases :: scoring",
            "conversation",
            "distribution",
            "distribution :: asks",
            "distribution :: elsewhere",
            "distribution :: leak",
            "intake",
            "advisories",
            "mail",
            "mail :: proof",
            "mail :: reading",
            "mail :: wire",
            "vault",
            "vault :: search",
            "crypto"
        })
@NullMarked
package org.chosei.desk;

import org.jspecify.annotations.NullMarked;
