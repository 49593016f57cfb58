/** The case: its numbers, participants, vulnerabilities, status and embargo. The one owner of case state. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "kernel",
            "access",
            "ledger",
            "jobs",
            "web",
            "vault",
            "vault :: search",
            "identity",
            "registry",
            "registry :: closures",
            "agreements",
            "protocol",
            "scoring"
        })
@NullMarked
package org.chosei.cases;

import org.jspecify.annotations.NullMarked;
