/** Advisories: draft, approval by another person, schedule, publication as page, CSAF and feed. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "kernel",
            "access",
            "ledger",
            "jobs",
            "web",
            "cases",
            "cases :: embargo",
            "cases :: status",
            "cases :: scoring",
            "registry",
            "conversation",
            "distribution",
            "vault",
            "vault :: search",
            "crypto",
            "scoring"
        })
@NullMarked
package org.chosei.advisories;

import org.jspecify.annotations.NullMarked;
