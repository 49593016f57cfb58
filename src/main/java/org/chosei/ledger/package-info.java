/** Proof of what happened: append-only hash chains with signed heads, verified offline. Format: docs/formats/ledger.md. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"kernel", "access", "jobs", "web"})
@NullMarked
package org.chosei.ledger;

import org.jspecify.annotations.NullMarked;
